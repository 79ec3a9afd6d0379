import { OfLast } from "../../core/of-last.ts";
import type { Span } from "../../core/span.ts";
import type { Stage } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";
import { lineAbove } from "../edits.ts";
import type { FileView } from "../view.ts";
import { baseUser } from "../knowledge/base-users.ts";

export default defineRule({
  id: "SW2005",
  slug: "copy/relative-no-workdir",
  title: "COPY to a relative path without a WORKDIR",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The files land wherever the base image happens to stand, most often in /, among the system's own.",
  sources: ["https://docs.docker.com/reference/dockerfile/#workdir"],
  aka: ["hadolint:DL3045", "droast:DF063", "dockerfile-doctor:DD041", "tally:hadolint/DL3045"],
  examples: [
    {
      bad: "FROM debian:13\nCOPY . .\n",
      good: "FROM debian:13\nWORKDIR /app\nCOPY . .\n",
      fixed: "FROM debian:13\nWORKDIR /app\nCOPY . .\n",
    },
    {
      bad: "FROM debian:13\nCOPY a .\nRUN make\nCOPY . .\n",
      good: "FROM debian:13\nWORKDIR /app\nCOPY a .\nRUN make\nCOPY . .\n",
      fixed: "FROM debian:13\nWORKDIR /app\nCOPY a .\nRUN make\nCOPY . .\n",
    },
  ],
  quiet: [
    "FROM debian:13\nCOPY app /app\n",
    "ARG D\nFROM debian:13\nCOPY app $D\n",
    "FROM example.org/own-base:1\nCOPY . .\n",
    "FROM debian:13\nCOPY --from=a /x /y\n",
    "FROM jupyter/base-notebook:7\nCOPY . .\n",
  ],
  message: (a: { destination: string }) => `${a.destination} is relative and no WORKDIR says to what.`,
  check({ view, each, report }) {
    const mended = new Set<Stage>();
    each(["copy", "add"], (copy) => {
      const target = copy.destination;
      const stage = view.stageOf(copy);
      if (copy.onbuild || target === null || target.value === null || stage === null || view.isWindows(stage)) return;
      if (target.value.startsWith("/") || /^[A-Za-z]:/.test(target.value)) return;
      const [workdir] = view.inStage(stage, "workdir");
      if ((workdir !== undefined && workdir.start < copy.start) || view.workdir(copy) !== null) return;
      const root = view.root(stage);
      // Only where the base is known to stand in /: another one may well set a WORKDIR.
      if (
        root === null ||
        baseUser(root).kind !== "root" ||
        !/^(debian|ubuntu|alpine|python|node|ruby|php|rust|busybox|fedora|perl|eclipse-temurin|amazoncorretto|openjdk)\b/.test(
          root,
        )
      )
        return;
      // One WORKDIR serves all that follow; where another line counts on / the directory is not ours to choose.
      const first = !mended.has(stage);
      mended.add(stage);
      report({
        span: target,
        args: { destination: target.value },
        fix: first && !countsOnRoot(view, stage, copy) ? [lineAbove(view.text, copy, "WORKDIR /app")] : undefined,
      });
    });
  },
});

function countsOnRoot(view: FileView, stage: Stage, copy: Span): boolean {
  const made = /\b(mkdir|git|wget|curl|tar|unzip|cp|mv|touch|cd|bundle|npm|yarn)\b/;
  return lastInRoot.of(view, findLastInRoot) >= copy.start || made.test(view.text.slice(stage.from.end, copy.start));
}

const lastInRoot = new OfLast<FileView, number>();

/** Where the last path begins that is none of a system's own; -1 where there is none. */
function findLastInRoot({ text }: FileView): number {
  const inRoot = /[\s"'=:]\/(?!(usr|bin|sbin|etc|var|opt|tmp|root|home|dev|proc|lib|run|app)(\/|["'\s,]|$))[\w.]/g;
  let last = -1;
  while (inRoot.test(text)) last = inRoot.lastIndex - " /a".length;
  return last;
}
