import { defineRule } from "../define.ts";
import { hasFlag, hasOperands, subcommand } from "../calls.ts";
import { insert } from "../edits.ts";
import { OfLast } from "../../core/of-last.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";
import { splitNode } from "../split/node.ts";
import type { FileView } from "../view.ts";

const installing = new Set(["ci", "install", "i", "clean-install"]);

export default defineRule({
  id: "SW3105",
  slug: "languages/npm-dev-dependencies",
  title: "Development dependencies of npm in the image",
  severity: "warning",
  dimension: "size",
  profile: "default",
  points: 1.5,
  fix: "suggested",
  since: "0.1.0",
  why: "Compilers, bundlers and test frameworks are most of node_modules, and most of its advisories.",
  sources: ["https://docs.npmjs.com/cli/commands/npm-ci#omit"],
  aka: ["droast:DF031", "dockerfile-doctor:DD010", "dockerfile-doctor:DD067"],
  examples: [
    {
      bad: 'FROM node:24-slim\nCOPY package.json package-lock.json ./\nRUN npm ci\nCMD ["node", "a.js"]\n',
      good: 'FROM node:24-slim\nCOPY package.json package-lock.json ./\nRUN npm ci --omit=dev\nCMD ["node", "a.js"]\n',
      fixed: 'FROM node:24-slim\nCOPY package.json package-lock.json ./\nRUN npm ci --omit=dev\nCMD ["node", "a.js"]\n',
    },
    {
      bad: 'FROM node:24-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\nEXPOSE 3000\nCMD ["node", "dist/main.js"]\n',
      good: 'FROM node:24-slim AS base\nWORKDIR /app\n\nFROM base AS build\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\nRUN npm prune --omit=dev\n\nFROM base\nCOPY --from=build /app ./\nEXPOSE 3000\nCMD ["node", "dist/main.js"]\n',
      fixed:
        'FROM node:24-slim AS base\nWORKDIR /app\n\nFROM base AS build\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\nRUN npm prune --omit=dev\n\nFROM base\nCOPY --from=build /app ./\nEXPOSE 3000\nCMD ["node", "dist/main.js"]\n',
    },
  ],
  quiet: [
    "FROM node:24-slim\nENV NODE_ENV=production\nRUN npm ci\n",
    "FROM node:24-slim AS b\nRUN npm ci && npm run build\nFROM node:24-slim\nCOPY --from=b /d /d\n",
    "FROM node:24-slim\nRUN npm ci && npm run build && npm prune --omit=dev\n",
    "FROM node:24-slim\nRUN npm install --production\n",
  ],
  message: () => "Add --omit=dev, and build in an earlier stage.",
  check({ view, report }) {
    const calls = view.calls("npm");
    if (calls.length === 0) return;
    if (view.text.includes("prune") && calls.some((call) => subcommand(call)?.value === "prune")) return;
    const production = new OfLast<RunInstruction, boolean>();
    let building: ReadonlySet<number> | null = null;
    for (const call of calls) {
      const what = subcommand(call);
      if (what === null || !installing.has(what.value ?? "") || !view.isShipped(call.run)) continue;
      if (
        hasFlag(call, "-g", "--global", "--omit", "--production", "--only") ||
        hasOperands(call, 2, ["--prefix", "--registry", "--loglevel"])
      )
        continue;
      if (
        production.of(call.run, () => view.env(call.run).get("NODE_ENV")?.value === "production") ||
        call.assigned.get("NODE_ENV") === "production"
      )
        continue;
      // A stage that also builds needs them; then the remedy is a stage, not a flag.
      building ??= buildingStages(view);
      const stage = building.has(call.run.stage) ? view.stageOf(call.run) : null;
      const flag = call.shell ? [insert(what.end, " --omit=dev")] : undefined;
      report({ span: call, args: {}, fix: stage === null ? flag : splitNode(view, stage) });
    }
  },
});

function buildingStages(view: FileView): ReadonlySet<number> {
  const found = new Set<number>();
  for (const call of view.calls(["npm", "npx"]))
    if (call.name === "npx" || /^(run|run-script|test)$/.test(subcommand(call)?.value ?? "")) found.add(call.run.stage);
  return found;
}
