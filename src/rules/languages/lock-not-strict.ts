import { defineRule } from "../define.ts";
import { hasFlag, hasOperands, subcommand } from "../calls.ts";
import { insert, replace } from "../edits.ts";

/** Tool -> its install command and the flags that hold it to the lock. */
const strict: Readonly<
  Record<string, { readonly commands: RegExp; readonly flags: readonly string[]; readonly add: string }>
> = {
  uv: { commands: /^sync$/, flags: ["--locked", "--frozen"], add: " --locked" },
  yarn: { commands: /^install$/, flags: ["--frozen-lockfile", "--immutable"], add: " --frozen-lockfile" },
  pnpm: { commands: /^(install|i)$/, flags: ["--frozen-lockfile", "--offline"], add: " --frozen-lockfile" },
  bun: { commands: /^(install|i)$/, flags: ["--frozen-lockfile"], add: " --frozen-lockfile" },
  pipenv: { commands: /^(install|sync)$/, flags: ["--deploy", "--ignore-pipfile"], add: " --deploy" },
  cargo: { commands: /^(build|install)$/, flags: ["--locked", "--frozen", "--offline"], add: " --locked" },
};

const valued = ["--cwd", "--filter", "-F", "--dir", "-C", "--prefix", "--store-dir", "--network-timeout", "--registry"];
const names = Object.keys(strict);

export default defineRule({
  id: "SW3106",
  slug: "languages/lock-not-strict",
  title: "Installation that may depart from its lock",
  severity: "info",
  dimension: "reproducibility",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Where the lock is stale the tool resolves anew and says nothing: the image then holds versions that nobody tested.",
  sources: ["https://docs.astral.sh/uv/guides/integration/docker/", "https://pnpm.io/cli/install#--frozen-lockfile"],
  aka: ["dockerfile-doctor:DD010"],
  examples: [
    {
      bad: "FROM node:24-slim\nCOPY package.json pnpm-lock.yaml ./\nRUN pnpm install\n",
      good: "FROM node:24-slim\nCOPY package.json pnpm-lock.yaml ./\nRUN pnpm install --frozen-lockfile\n",
      fixed: "FROM node:24-slim\nCOPY package.json pnpm-lock.yaml ./\nRUN pnpm install --frozen-lockfile\n",
    },
    {
      bad: "FROM node:24-slim\nRUN yarn install --pure-lockfile\n",
      good: "FROM node:24-slim\nRUN yarn install --frozen-lockfile\n",
      fixed: "FROM node:24-slim\nRUN yarn install --frozen-lockfile\n",
    },
    {
      bad: "FROM python:3.13-slim\nRUN uv sync --no-dev\n",
      good: "FROM python:3.13-slim\nRUN uv sync --locked --no-dev\n",
    },
  ],
  quiet: [
    "FROM node:24-slim\nRUN yarn install --immutable && yarn add x@1 && cargo install ripgrep --locked\n",
    "FROM python:3.13-slim\nENV UV_FROZEN=1\nRUN uv sync\n",
  ],
  message: (a: { tool: string; flag: string }) => `${a.tool} may change the versions: add${a.flag}.`,
  check({ view, eachCall, report }) {
    eachCall(names, (call) => {
      const rule = strict[call.name];
      const what = subcommand(call);
      const bareYarn = call.name === "yarn" && call.words.every((word) => word.text.startsWith("-"));
      if (rule === undefined || (!bareYarn && (what === null || !rule.commands.test(what.value ?? "")))) return;
      if (
        hasFlag(call, ...rule.flags, "-g", "--global", "--version", "-v") ||
        (call.name === "cargo" && what?.value === "install" && !hasOperands(call, 2))
      )
        return;
      if (call.name === "uv" && ["UV_LOCKED", "UV_FROZEN"].some((name) => view.env(call.run).has(name))) return;
      if (call.name !== "cargo" && call.name !== "uv" && what !== null && hasOperands(call, 2, valued)) return;
      // It writes no lock either way, and takes a stale one for good.
      const lenient = call.words.find((word) => word.text === "--pure-lockfile");
      const edit =
        lenient === undefined ? insert((what ?? call.nameSpan).end, rule.add) : replace(lenient, rule.add.trim());
      report({
        span: call,
        args: { tool: call.name, flag: rule.add },
        fix: call.shell ? [edit] : undefined,
      });
    });
  },
});
