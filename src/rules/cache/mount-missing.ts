import { defineRule } from "../define.ts";
import { subcommand } from "../calls.ts";
import { insert } from "../edits.ts";

/** Builder-stage installs whose cache is worth keeping: where it lies for root. */
const caches: Readonly<Record<string, { readonly what: RegExp; readonly target: string }>> = {
  uv: { what: /^sync$/, target: "/root/.cache/uv" },
  npm: { what: /^(ci|install|clean-install)$/, target: "/root/.npm" },
  poetry: { what: /^install$/, target: "/root/.cache/pypoetry" },
};

export default defineRule({
  id: "SW4004",
  slug: "cache/mount-missing",
  title: "Dependencies downloaded anew on every change",
  severity: "info",
  dimension: "cache",
  profile: "strict",
  points: 0.5,
  fix: "suggested",
  since: "0.1.0",
  why: "A cache mount keeps downloads between builds and out of the layer: one new dependency then downloads one package.",
  sources: ["https://docs.docker.com/build/cache/optimize/#use-cache-mounts"],
  aka: [
    "tally:prefer-package-cache-mounts",
    "tally:js/node-gyp-cache-mounts",
    "tally:ruby/prefer-bundler-cache-mount",
    "tally:ruby/prefer-gemfile-bind-mounts",
    "tally:ruby/prefer-network-none-install",
  ],
  examples: [
    {
      bad: "FROM python:3.13-slim\nRUN uv sync --locked --no-dev\n",
      good: "FROM python:3.13-slim\nRUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev\n",
      fixed: "FROM python:3.13-slim\nRUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev\n",
    },
  ],
  quiet: [
    "FROM python:3.13-slim\nUSER 1000\nRUN uv sync --locked\n",
    "FROM python:3.13-slim\nRUN uv sync --no-cache --locked\n",
  ],
  message: (a: { name: string; target: string }) => `Mount a cache on ${a.target} for ${a.name}.`,
  check({ view, report }) {
    const seen = new Set<number>();
    for (const call of view.calls(Object.keys(caches))) {
      const cache = caches[call.name];
      if (cache === undefined || !cache.what.test(subcommand(call)?.value ?? "") || seen.has(call.run.start)) continue;
      if (call.run.mounts.some((mount) => mount.type === "cache") || view.user(call.run) !== null) continue;
      if (
        call.words.some((word) => /^(--no-cache|--cache|-g|--global)/.test(word.text)) ||
        /cache/.test(call.run.rest.text)
      )
        continue;
      if (
        [...view.env(call.run).keys()].some((name) =>
          /^(UV_(NO_)?CACHE|NPM_CONFIG_CACHE|POETRY_(NO_)?CACHE)/i.test(name),
        )
      )
        continue;
      seen.add(call.run.start);
      report({
        span: call.nameSpan,
        args: { name: call.name, target: cache.target },
        fix: [insert(call.run.rest.start, `--mount=type=cache,target=${cache.target} `)],
      });
    }
  },
});
