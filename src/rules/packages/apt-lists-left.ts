import { defineRule } from "../define.ts";
import { type Call, subcommand } from "../calls.ts";
import { appendedCommand } from "../run-edits.ts";

/** Commands beside which an update is alone. */
const idle = new Set(["set", "echo", "true"]);

function isApt({ name }: Call): boolean {
  return name === "apt-get" || name === "apt";
}

export default defineRule({
  id: "SW3004",
  slug: "packages/apt-lists-left",
  title: "apt's package lists left in a layer",
  severity: "warning",
  dimension: "size",
  profile: "default",
  points: 1,
  fix: "safe",
  since: "0.1.0",
  why: "The lists are 20 to 50 MB, stale tomorrow, and of no use to the application. Keep them in a cache mount (best with BuildKit) or delete them in the same RUN: both are right, and a later RUN is too late.",
  sources: [
    "https://docs.docker.com/build/building/best-practices/#apt-get",
    "https://docs.docker.com/build/cache/optimize/#use-cache-mounts",
  ],
  aka: [
    "hadolint:DL3009",
    "kics:apt_get_install_lists_were_not_deleted",
    "dockle:DKL-DI-0005",
    "semgrep:remove-package-lists",
    "semgrep:remove-package-cache",
    "parfum:aptGetInstallThenRemoveAptLists",
    "droast:DF004",
    "dockerfile-doctor:DD004",
    "dockerfilelint:apt-get_missing_rm",
    "dockerfile_lint:no_apt-get_clean",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt-get update && apt-get install -y --no-install-recommends curl\n",
      good: "FROM debian:13\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\n",
      fixed:
        "FROM debian:13\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\n",
    },
    {
      bad: "FROM debian:13\nRUN apt-get update && \\\n  apt-get install -y --no-install-recommends curl\n",
      good: "FROM debian:13\nRUN apt-get update && \\\n  apt-get install -y --no-install-recommends curl && \\\n  rm -rf /var/lib/apt/lists/*\n",
      fixed:
        "FROM debian:13\nRUN apt-get update && \\\n  apt-get install -y --no-install-recommends curl && \\\n  rm -rf /var/lib/apt/lists/*\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN --mount=type=cache,target=/var/lib/apt,sharing=locked --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update && apt-get install -y curl\n",
    "FROM debian:13\nRUN --mount=type=cache,target=/var/lib/apt/lists apt-get update && apt-get install -y curl\n",
    "FROM debian:13 AS build\nRUN apt-get update && apt-get install -y gcc\nFROM debian:13\nCOPY --from=build /a /a\n",
    "FROM debian:13\nRUN set -eux; apt-get update; apt-get install -y curl; apt-get dist-clean\n",
  ],
  message: () => "The package lists stay in this layer: delete them here, or keep them in a cache mount.",
  check({ view, report }) {
    if (view.calls(["apt-get", "apt"]).length === 0) return;
    for (const stage of view.shipped()) {
      if (view.isWindows(stage)) continue;
      for (const run of view.inStage(stage, "run")) {
        const calls = view.callsIn(run);
        const update = calls.find((call) => isApt(call) && subcommand(call)?.value === "update");
        // An update alone is packages/update-alone's; its lists serve the install of a later layer.
        if (update === undefined || calls.every((call) => call === update || idle.has(call.name))) continue;
        if (
          run.mounts.some(
            (mount) => /^\/var\/lib(\/apt(\/lists)?)?\/?$|^\/var\/?$/.test(mount.target ?? "") && mount.type !== "bind",
          )
        )
          continue;
        const clears = calls.some(
          (call) =>
            (call.name === "rm" &&
              call.words.some((word) =>
                /^['"]?(\/var\/lib\/apt\/?(lists|\*|$)|\/var\/lib\/apt$|\/var\/lib\/\{)/.test(word.text),
              )) ||
            (isApt(call) && /^(dist-clean|distclean)$/.test(subcommand(call)?.value ?? "")) ||
            /clean[-_]?(up|apt|install|layer)|install_packages/.test(call.name),
        );
        if (clears || /\/var\/lib\/apt\/lists/.test(run.rest.text)) continue;
        const last = calls.at(-1);
        const flat =
          run.command?.form === "shell" &&
          run.heredocs.length === 0 &&
          last !== undefined &&
          !calls.some((call) => call.nested || /^(if|for|while)$/.test(call.name));
        const join = /;[ \t]*\\?$/m.test(view.text.slice(run.start, run.end).trimEnd()) ? null : " ";
        const fix =
          flat && join !== null && last.end === run.end
            ? [appendedCommand(view, run, "rm -rf /var/lib/apt/lists/*")]
            : undefined;
        report({ span: update, args: {}, fix });
      }
    }
  },
});
