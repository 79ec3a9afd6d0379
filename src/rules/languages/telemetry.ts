import { defineRule } from "../define.ts";
import { lineAbove } from "../edits.ts";

const variables: Readonly<Record<string, string>> = {
  next: "NEXT_TELEMETRY_DISABLED",
  dotnet: "DOTNET_CLI_TELEMETRY_OPTOUT",
  gatsby: "GATSBY_TELEMETRY_DISABLED",
  ng: "NG_CLI_ANALYTICS",
  nuxt: "NUXT_TELEMETRY_DISABLED",
  turbo: "TURBO_TELEMETRY_DISABLED",
};

export default defineRule({
  id: "SW3127",
  slug: "languages/telemetry",
  title: "Tools that report home",
  severity: "style",
  dimension: "security",
  profile: "all",
  points: 0,
  fix: "suggested",
  since: "0.1.0",
  why: "Some tools send use data unless told not to; where that is not wanted one ENV line in the builder says so. Advice only.",
  sources: ["https://consoledonottrack.com/"],
  aka: ["tally:prefer-telemetry-opt-out"],
  examples: [
    {
      bad: "FROM node:24-slim\nRUN npx next build\n",
      good: "FROM node:24-slim\nENV NEXT_TELEMETRY_DISABLED=1\nRUN npx next build\n",
      fixed: "FROM node:24-slim\nENV NEXT_TELEMETRY_DISABLED=1\nRUN npx next build\n",
    },
    {
      bad: "FROM mcr.microsoft.com/dotnet/sdk:10.0\nRUN dotnet publish\n",
      good: "FROM mcr.microsoft.com/dotnet/sdk:10.0\nENV DOTNET_CLI_TELEMETRY_OPTOUT=1\nRUN dotnet publish\n",
      fixed: "FROM mcr.microsoft.com/dotnet/sdk:10.0\nENV DOTNET_CLI_TELEMETRY_OPTOUT=1\nRUN dotnet publish\n",
    },
  ],
  message: (a: { tool: string; name: string }) => `${a.tool} reports home unless ${a.name} is set.`,
  check({ view, eachCall, report }) {
    const told = new Set<string>();
    eachCall(["next", "npx", "dotnet", "gatsby", "ng", "nuxt", "turbo"], (call) => {
      const tool =
        call.name === "npx" ? (call.words.find((word) => !word.text.startsWith("-"))?.value ?? "") : call.name;
      const name = Object.hasOwn(variables, tool) ? variables[tool] : undefined;
      if (name === undefined || told.has(tool)) return;
      told.add(tool);
      if (view.text.includes(name) || view.text.includes("DO_NOT_TRACK")) return;
      const line = `ENV ${name}=${tool === "ng" ? "false" : "1"}`;
      report({ span: call.nameSpan, args: { tool, name }, fix: [lineAbove(view.text, call.run, line)] });
    });
  },
});
