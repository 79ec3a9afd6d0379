import { defineRule } from "../define.ts";
import { hasFlag, hasOperands, subcommand } from "../calls.ts";
import { replace } from "../edits.ts";
import { contextIndex } from "../knowledge/context-files.ts";

export default defineRule({
  id: "SW3104",
  slug: "languages/npm-install",
  title: "npm install where npm ci fits",
  severity: "warning",
  dimension: "reproducibility",
  profile: "default",
  points: 1.5,
  fix: "suggested",
  since: "0.1.0",
  why: "npm install may change the lock and take other versions than the tested ones. npm ci installs the lock, or fails.",
  sources: ["https://docs.npmjs.com/cli/commands/npm-ci"],
  aka: ["droast:DF031", "dockerfile-doctor:DD010"],
  examples: [
    {
      bad: "FROM node:24-slim\nCOPY package.json package-lock.json ./\nRUN npm install\n",
      good: "FROM node:24-slim\nCOPY package.json package-lock.json ./\nRUN npm ci\n",
      fixed: "FROM node:24-slim\nCOPY package.json package-lock.json ./\nRUN npm ci\n",
      repository: { files: ["package.json", "package-lock.json"], dockerignore: null, service: null },
    },
  ],
  quiet: [
    "FROM node:24-slim\nRUN npm install -g pnpm@10 && npm install express@5\n",
    "FROM node:24-slim\nRUN npm ci\n",
  ],
  message: () => "npm ci installs exactly what the lock says.",
  check({ repository, eachCall, report }) {
    const files = repository?.files ?? null;
    const named = files === null ? null : contextIndex(files).named;
    const locked = named === null ? null : named.has("package-lock.json") || named.has("npm-shrinkwrap.json");
    if (locked === false) return;
    eachCall("npm", (call) => {
      const what = subcommand(call);
      if (
        what === null ||
        !/^(install|i)$/.test(what.value ?? "") ||
        hasFlag(call, "-g", "--global", "--no-package-lock", "--package-lock-only")
      )
        return;
      if (hasOperands(call, 2, ["--prefix", "-C", "--registry", "--loglevel"])) return;
      const fix =
        locked === true && call.shell && !hasFlag(call, "--prefix", "--force", "--legacy-peer-deps", "--no-save")
          ? [replace(what, "ci")]
          : undefined;
      report({ span: call, args: {}, fix });
    });
  },
});
