import { defineRule } from "../define.ts";
import { isSecretName } from "../knowledge/secrets.ts";

export default defineRule({
  id: "SW1306",
  slug: "secrets/argument-in-command",
  title: "A command reads a secret from a build argument",
  severity: "info",
  dimension: "security",
  profile: "strict",
  points: 0,
  fix: "none",
  since: "0.1.0",
  why: "The value stands in the layer's history and in the cache key. A secret mount hands it to this one command and leaves nothing. The score is taken where the ARG is declared; this is where the mount belongs.",
  sources: ["https://docs.docker.com/build/building/secrets/"],
  aka: ["tally:require-secret-mounts", "tally:ruby/prefer-secret-mounts-for-build-credentials"],
  examples: [
    {
      bad: "FROM node:24-slim\nARG NPM_TOKEN\nRUN npm config set //registry.example.org/:_authToken $NPM_TOKEN\n",
      good: "FROM node:24-slim\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm config set //registry.example.org/:_authToken $NPM_TOKEN\n",
    },
  ],
  quiet: ["FROM node:24-slim\nARG VERSION\nRUN npm install -g tool@$VERSION\n"],
  message: (a: { name: string }) => `Mount ${a.name} as a secret for this command.`,
  check({ eachStage, report }) {
    eachStage((stage) => {
      const secret = new Set<string>();
      for (const one of stage.instructions) {
        if (one.kind === "arg") for (const { name } of one.pairs) if (isSecretName(name.text)) secret.add(name.text);
        if (one.kind !== "run" || secret.size === 0 || !one.rest.text.includes("$")) continue;
        const used = [...one.rest.text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].find(([, name]) => secret.has(name ?? ""));
        if (used !== undefined)
          report({ span: one.rest.span(used.index, used.index + used[0].length), args: { name: used[1] ?? "" } });
      }
    });
  },
});
