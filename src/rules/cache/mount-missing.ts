import { defineRule } from "../define.ts";
import { subcommand } from "../calls.ts";
import { runOption } from "../run-edits.ts";
import { OfLast } from "../../core/of-last.ts";
import type { RunInstruction, Stage } from "../../formats/dockerfile/index.ts";

/** Installs whose downloads are worth keeping, and where they lie for root. */
const caches: Readonly<Record<string, { readonly what: RegExp; readonly target: string }>> = {
  uv: { what: /^(sync|pip)$/, target: "/root/.cache/uv" },
  pip: { what: /^install$/, target: "/root/.cache/pip" },
  poetry: { what: /^install$/, target: "/root/.cache/pypoetry" },
  npm: { what: /^(ci|install|i|clean-install)$/, target: "/root/.npm" },
  yarn: { what: /^(install|)$/, target: "/usr/local/share/.cache/yarn" },
  pnpm: { what: /^(install|i)$/, target: "/root/.local/share/pnpm/store" },
  bundle: { what: /^install$/, target: "/usr/local/bundle/cache" },
  composer: { what: /^install$/, target: "/root/.composer/cache" },
  go: { what: /^(build|install|mod)$/, target: "/root/.cache/go-build" },
  cargo: { what: /^(build|install|fetch)$/, target: "/usr/local/cargo/registry" },
  mvn: { what: /^/, target: "/root/.m2" },
  gradle: { what: /^/, target: "/root/.gradle" },
  dotnet: { what: /^(restore|publish|build)$/, target: "/root/.nuget/packages" },
  "node-gyp": { what: /^/, target: "/root/.cache/node-gyp" },
};

const names = Object.keys(caches);
const cleared = new OfLast<RunInstruction, boolean>();

/** Whether a RUN names a cache itself. */
function clears(run: RunInstruction): boolean {
  const { text } = run.rest;
  if (!/cache/i.test(text)) return false;
  return /cache (clean|purge)|cache-folder|[/._-]cache\b/i.test(text) || text.split("\n").some(deletes);
}

function deletes(line: string): boolean {
  const at = line.search(/rm -rf? /i);
  return at !== -1 && /cache/i.test(line.slice(at));
}

export default defineRule({
  id: "SW4004",
  slug: "cache/mount-missing",
  title: "Dependencies downloaded anew on every change",
  severity: "info",
  dimension: "cache",
  profile: "default",
  points: 1,
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
    "FROM python:3.13-slim\nRUN npm install -g pnpm@10 && npm cache clean --force\n",
  ],
  message: (a: { name: string; target: string }) => `Mount a cache on ${a.target} for ${a.name}.`,
  check({ view, report }) {
    const judged = new Set<Stage>();
    for (const call of view.calls(names)) {
      const cache = caches[call.name];
      const stage = view.stageOf(call.run);
      // One finding a stage: the habit is one, and so is its remedy.
      if (cache === undefined || stage === null || judged.has(stage) || !view.reachable().has(stage)) continue;
      if (!cache.what.test(subcommand(call)?.value ?? "") || call.run.mounts.some(({ type }) => type === "cache"))
        continue;
      if (
        call.words.some(
          ({ text }) => text.startsWith("-") && /^(--cache|--version|--help|-g|--global|-r=|--offline)/.test(text),
        )
      )
        continue;
      if (cleared.of(call.run, clears) || call.run.onbuild || view.user(call.run) !== null) continue;
      judged.add(stage);
      // Once set it stays so to the end of the stage.
      if ([...view.env(call.run).keys()].some((name) => /CACHE|^GOFLAGS|^CARGO_HOME/i.test(name))) continue;
      const simple = !call.words.some((word) => word.text.startsWith("--no-cache"));
      const mount = runOption(view, call.run, `--mount=type=cache,target=${cache.target}`);
      // Where pip's copies would be shipped its own rule writes --no-cache-dir: a cache that nobody writes to helps nobody.
      const settled = call.name !== "pip" || !view.isShipped(call.run);
      report({
        span: call.nameSpan,
        args: { name: call.name, target: cache.target },
        fix: simple && settled ? [mount] : undefined,
      });
    }
  },
});
