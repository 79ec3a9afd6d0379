import { defineRule } from "../define.ts";
import { hasFlag, subcommand } from "../calls.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW3107",
  slug: "languages/uv-dev-dependencies",
  title: "Development dependencies of uv, poetry or composer in the image",
  severity: "warning",
  dimension: "size",
  profile: "default",
  points: 1.5,
  fix: "suggested",
  since: "0.1.0",
  why: "Test frameworks and linters are installed by default; the application never imports them.",
  sources: [
    "https://docs.astral.sh/uv/concepts/projects/dependencies/#development-dependencies",
    "https://getcomposer.org/doc/03-cli.md#install-i",
  ],
  aka: ["tally:php/composer-no-dev-in-production"],
  examples: [
    {
      bad: "FROM python:3.13-slim\nRUN uv sync --locked\n",
      good: "FROM python:3.13-slim\nRUN uv sync --locked --no-dev\n",
      fixed: "FROM python:3.13-slim\nRUN uv sync --no-dev --locked\n",
    },
    { bad: "FROM php:8.4\nRUN composer install\n", good: "FROM php:8.4\nRUN composer install --no-dev\n" },
  ],
  quiet: [
    "FROM python:3.13-slim\nENV UV_NO_DEV=1\nRUN uv sync --locked\n",
    "FROM python:3.13-slim AS test\nRUN uv sync --locked\nFROM python:3.13-slim\nRUN uv sync --no-default-groups --locked && poetry install --only main\n",
  ],
  message: (a: { tool: string; flag: string }) => `${a.tool} installs development dependencies too: add ${a.flag}.`,
  check({ view, eachCall, report }) {
    eachCall(["uv", "poetry", "composer"], (call) => {
      const what = subcommand(call, ["-d", "--working-dir", "-C", "--directory", "--project"])?.value ?? "";
      const stage = view.stageOf(call.run);
      if (what !== (call.name === "uv" ? "sync" : "install") || stage === null || !view.reachable().has(stage)) return;
      if (
        hasFlag(
          call,
          "--no-dev",
          "--no-default-groups",
          "--only-group",
          "--no-group",
          "--only",
          "--without",
          "--no-group",
          "--dev",
        )
      )
        return;
      if (call.name === "uv" && view.env(call.run).has("UV_NO_DEV")) return;
      if (call.name === "composer" && view.env(call.run).has("COMPOSER_NO_DEV")) return;
      const flag = call.name === "poetry" ? "--only main" : "--no-dev";
      const after = subcommand(call, ["-d", "--working-dir", "-C", "--directory", "--project"]);
      report({
        span: call,
        args: { tool: call.name, flag },
        // With --with, poetry takes no heed of --only; which other group is the one to leave out is not told here.
        fix: call.shell && after !== null && !hasFlag(call, "--with") ? [insert(after.end, ` ${flag}`)] : undefined,
      });
    });
  },
});
