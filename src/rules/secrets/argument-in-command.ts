import { defineRule } from "../define.ts";
import { secretMounts } from "../secret-mounts.ts";
import type { Pair, PairInstruction } from "../../formats/dockerfile/index.ts";
import { isSecretName } from "../knowledge/secrets.ts";

export default defineRule({
  id: "SW1306",
  slug: "secrets/argument-in-command",
  title: "A command reads a secret from a build argument",
  severity: "info",
  dimension: "security",
  profile: "strict",
  points: 0,
  fix: "suggested",
  since: "0.1.0",
  why: "The value stands in the layer's history and in the cache key. A secret mount hands it to this one command and leaves nothing. The score is taken where the ARG is declared; this is where the mount belongs.",
  sources: ["https://docs.docker.com/build/building/secrets/"],
  aka: ["tally:require-secret-mounts", "tally:ruby/prefer-secret-mounts-for-build-credentials"],
  examples: [
    {
      bad: "FROM node:24-slim\nARG NPM_TOKEN\nRUN npm config set //registry.example.org/:_authToken $NPM_TOKEN\n",
      good: "FROM node:24-slim\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm config set //registry.example.org/:_authToken $NPM_TOKEN\n",
      fixed:
        "FROM node:24-slim\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm config set //registry.example.org/:_authToken $NPM_TOKEN\n",
    },
  ],
  quiet: ["FROM node:24-slim\nARG VERSION\nRUN npm install -g tool@$VERSION\n"],
  message: (a: { name: string }) => `Mount ${a.name} as a secret for this command.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      const secret = new Map<string, { readonly arg: PairInstruction; readonly pair: Pair }>();
      let above: PairInstruction[] = [];
      for (const one of view.readIn(stage)) {
        if (one.kind === "arg") above.push(one);
        if (one.kind !== "run" || !one.rest.text.includes("$")) continue;
        for (const arg of above)
          for (const pair of arg.pairs) if (isSecretName(pair.name.text)) secret.set(pair.name.text, { arg, pair });
        above = [];
        if (secret.size === 0) continue;
        const used = [...one.rest.text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].find(([, name]) => secret.has(name ?? ""));
        const name = used?.[1] ?? "";
        const declared = secret.get(name);
        if (used !== undefined && declared !== undefined)
          report({
            span: one.rest.span(used.index, used.index + used[0].length),
            args: { name },
            fix: secretMounts(view, declared.arg, declared.pair),
          });
      }
    });
  },
});
