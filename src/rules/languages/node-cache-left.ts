import { missingMounts } from "../cache/missing-mounts.ts";
import { subcommand } from "../calls.ts";
import { defineRule } from "../define.ts";
import { appendedCommand } from "../run-edits.ts";

export default defineRule({
  id: "SW3110",
  slug: "languages/node-cache-left",
  title: "npm's or Yarn's cache stays in a layer",
  severity: "info",
  dimension: "size",
  profile: "default",
  points: 1,
  fix: "suggested",
  since: "0.1.0",
  why: "The cache is a second copy of every package, and nothing reads it at run time. Keep it in a cache mount, or clean it in the same RUN.",
  sources: [
    "https://docs.npmjs.com/cli/commands/npm-cache",
    "https://docs.docker.com/build/cache/optimize/#use-cache-mounts",
  ],
  aka: [
    "parfum:npmCacheCleanAfterInstall",
    "parfum:npmCacheCleanUseForce",
    "hadolint:DL3060",
    "parfum:yarnCacheCleanAfterInstall",
    "droast:DF055",
  ],
  examples: [
    {
      bad: "FROM node:24-slim\nRUN npm ci --omit=dev\n",
      good: "FROM node:24-slim\nRUN --mount=type=cache,target=/root/.npm npm ci --omit=dev\n",
    },
    {
      bad: "FROM node:24-slim\nUSER node\nRUN npm ci --omit=dev\n",
      good: "FROM node:24-slim\nUSER node\nRUN npm ci --omit=dev && npm cache clean --force\n",
      fixed: "FROM node:24-slim\nUSER node\nRUN npm ci --omit=dev && npm cache clean --force\n",
    },
    {
      bad: "FROM node:24-slim\nUSER node\nRUN yarn install --frozen-lockfile\n",
      good: "FROM node:24-slim\nUSER node\nRUN yarn install --frozen-lockfile && yarn cache clean\n",
      fixed: "FROM node:24-slim\nUSER node\nRUN yarn install --frozen-lockfile && yarn cache clean\n",
    },
  ],
  quiet: [
    "FROM node:24-slim\nRUN --mount=type=cache,target=/root/.npm npm ci\n",
    "FROM node:24-slim AS b\nRUN npm ci\nFROM node:24-slim\nCOPY --from=b /a /a\n",
    "FROM node:24-slim\nENV NPM_CONFIG_CACHE=/tmp/npm\nRUN npm ci && rm -rf /tmp/npm\n",
  ],
  message: (a: { name: string }) => `The cache of ${a.name} stays in this layer.`,
  check({ view, report }) {
    if (view.calls(["npm", "yarn"]).length === 0) return;
    for (const stage of view.shipped()) {
      for (const run of view.inStage(stage, "run")) {
        const calls = view.callsIn(run);
        const install = calls.find((call) => {
          if (call.name !== "npm" && call.name !== "yarn") return false;
          const what = subcommand(call)?.value ?? (call.name === "yarn" && call.words.length === 0 ? "install" : "");
          return call.name === "npm" ? /^(ci|install|i|clean-install)$/.test(what) : /^(install|add)$/.test(what);
        });
        if (
          install === undefined ||
          view.isWindows(stage) ||
          run.mounts.some((mount) => mount.type === "cache" || mount.type === "tmpfs")
        )
          continue;
        if (/cache|\.npm\b|rm -rf? (\/tmp|~|\/root)/i.test(run.rest.text) || run.heredocs.length > 0) continue;
        const clean = install.name === "npm" ? "npm cache clean --force" : "yarn cache clean";
        const last = calls.at(-1);
        const flat =
          run.command?.form === "shell" &&
          last !== undefined &&
          last.end === run.end &&
          !calls.some((call) => call.nested) &&
          !/[;|]/.test(run.rest.text);
        report({
          span: install.nameSpan,
          args: { name: install.name },
          // Where a cache mount is what is missing its own rule adds it: cleaned as well it would keep nothing.
          fix:
            flat && !missingMounts(view).some((one) => one.runs.includes(run))
              ? [appendedCommand(view, run, clean)]
              : undefined,
        });
      }
    }
  },
});
