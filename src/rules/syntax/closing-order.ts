import { defineRule } from "../define.ts";
import { lineAtEnd, replace, wholeLines } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { Instruction, InstructionKind, Stage } from "../../formats/dockerfile/index.ts";

/** What stays below each of them. */
const below: Readonly<Record<string, ReadonlySet<string>>> = {
  healthcheck: new Set(["entrypoint", "cmd"]),
  entrypoint: new Set(["cmd"]),
  cmd: new Set(),
};

export default defineRule({
  id: "SW8023",
  slug: "syntax/closing-order",
  title: "Instructions of run time before those of build time",
  severity: "style",
  dimension: "cache",
  profile: "all",
  points: 0.25,
  fix: "safe",
  since: "0.1.0",
  why: "EXPOSE, HEALTHCHECK, ENTRYPOINT and CMD at the end of a stage are where readers look for them, and a change of theirs rebuilds nothing.",
  sources: ["https://docs.docker.com/build/cache/optimize/#order-your-layers"],
  aka: ["tally:epilogue-order"],
  examples: [
    {
      bad: 'FROM debian:13\nCMD ["a"]\nRUN make\n',
      good: 'FROM debian:13\nRUN make\nCMD ["a"]\n',
      fixed: 'FROM debian:13\nRUN make\nCMD ["a"]\n',
    },
  ],
  quiet: ['FROM debian:13\nEXPOSE 80\nRUN make\nCMD ["a"]\n', 'FROM debian:13\nENTRYPOINT ["a"]\nUSER 1000\n'],
  message: (a: { keyword: string }) => `${a.keyword} stands above steps of the build.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      const last = (kind: InstructionKind): number => view.inStage(stage, kind).at(-1)?.start ?? -1;
      const working = Math.max(last("run"), last("copy"), last("add"));
      if (working === -1) return;
      for (const kind of ["cmd", "entrypoint", "healthcheck"] as const) {
        const fixed = Math.max(last("shell"), last(kind));
        for (const one of view.inStage(stage, kind)) {
          if (one.start > working) break;
          // Not past a SHELL, which is the one it starts under, nor past another of its kind.
          const fix = one.start < fixed ? undefined : atTheEnd(view.text, stage, one);
          report({ span: one.keyword, args: { keyword: one.keyword.text }, fix });
        }
      }
    });
  },
});

/** The instruction with its comments below all others. */
function atTheEnd(text: string, stage: Stage, one: Instruction): readonly Edit[] {
  const lines = wholeLines(text, { start: one.leading[0]?.start ?? one.start, end: one.end });
  // Of the blank lines around it one stays.
  const blank = /\n\r?\n$|^$/.test(text.slice(Math.max(lines.start - 3, 0), lines.start));
  const next = blank ? (/^\r?\n/.exec(text.slice(lines.end, lines.end + 2))?.[0].length ?? 0) : 0;
  return [
    replace({ start: lines.start, end: lines.end + next }, ""),
    lineAtEnd(text, stage, text.slice(lines.start, lines.end).trimEnd(), below[one.kind]),
  ];
}
