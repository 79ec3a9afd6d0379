import { OfLast } from "../../core/of-last.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";
import { hasFlag, subcommand } from "../calls.ts";
import { insert } from "../edits.ts";

/** By RUN: one may hold thousands of installations. */
const kept = new OfLast<RunInstruction, boolean>();

/** Whether the index of a RUN lies in a mount, or is cleared in it. */
function isKept(run: RunInstruction): boolean {
  return (
    run.mounts.some((mount) => /^\/(var|etc)(\/cache)?\/apk/.test(mount.target ?? "") && mount.type !== "bind") ||
    /\/var\/cache\/(apk|\*)|cache\s+clean(?<=apk(\s+-\S+)*\s+cache\s+clean)/.test(run.rest.text)
  );
}

export default defineRule({
  id: "SW3030",
  slug: "packages/apk-no-cache",
  title: "apk add without --no-cache",
  severity: "info",
  dimension: "size",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "The package index stays in the layer. --no-cache never writes it; a cache mount on /var/cache/apk keeps it out too.",
  sources: ["https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper"],
  aka: [
    "hadolint:DL3019",
    "trivy:DS-0025",
    "kics:apk_add_using_local_cache_path",
    "dockle:DKL-DI-0004",
    "semgrep:missing-apk-no-cache",
    "parfum:apkAddUseNoCache",
    "droast:DF029",
    "dockerfile-doctor:DD025",
    "dockerfilelint:apkadd-missing_nocache_or_updaterm",
  ],
  examples: [
    {
      bad: "FROM alpine:3.22\nRUN apk add curl\n",
      good: "FROM alpine:3.22\nRUN apk add --no-cache curl\n",
      fixed: "FROM alpine:3.22\nRUN apk add --no-cache curl\n",
    },
  ],
  quiet: [
    "FROM alpine:3.22\nRUN --mount=type=cache,target=/var/cache/apk apk add curl\n",
    "FROM alpine:3.22\nRUN apk --no-cache add curl && apk update && apk add git && rm -rf /var/cache/apk/*\n",
    "FROM alpine:3.22 AS b\nRUN apk add gcc\nFROM alpine:3.22\nCOPY --from=b /a /a\n",
  ],
  message: () => "Add --no-cache.",
  check({ view, eachCall, report }) {
    eachCall("apk", (call) => {
      const what = subcommand(call);
      if (
        what?.value !== "add" ||
        hasFlag(call, "--no-network", "--no-cache") ||
        !view.isShipped(call.run) ||
        kept.of(call.run, isKept)
      )
        return;
      report({ span: call.nameSpan, args: {}, fix: call.shell ? [insert(what.end, " --no-cache")] : undefined });
    });
  },
});
