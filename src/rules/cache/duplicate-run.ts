import { defineRule } from "../define.ts";
import { removeInstruction } from "../edits.ts";
import { lowerBound } from "../../core/lower-bound.ts";
import type { RunInstruction, Stage } from "../../formats/dockerfile/index.ts";

const harmless = new Set(["label", "expose", "cmd", "entrypoint", "healthcheck"]);

/** Steps of a stage that are remembered: no stage that a person wrote has as many. */
const most = 20_000;

export default defineRule({
  id: "SW4003",
  slug: "cache/duplicate-run",
  title: "The same RUN twice in a stage",
  severity: "info",
  dimension: "maintainability",
  profile: "strict",
  fix: "suggested",
  since: "0.1.0",
  why: "The second either does nothing or does what the first could not: readers cannot tell which.",
  sources: ["https://docs.docker.com/build/building/best-practices/#run"],
  aka: ["dockerfile-doctor:DD065"],
  examples: [
    { bad: "FROM debian:13\nRUN make\nCOPY a /a\nRUN make\n", good: "FROM debian:13\nCOPY a /a\nRUN make\n" },
    {
      bad: "FROM debian:13\nRUN make\nEXPOSE 80\nRUN make\n",
      good: "FROM debian:13\nRUN make\nEXPOSE 80\n",
      fixed: "FROM debian:13\nRUN make\nEXPOSE 80\n",
    },
  ],
  quiet: ["FROM debian:13 AS a\nRUN make\nFROM debian:13\nRUN make\n"],
  message: (a: { line: number }) => `Line ${a.line} runs the very same.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      const seen = new Map<string, number>();
      let above: RunInstruction | null = null;
      for (const run of view.inStage(stage, "run")) {
        const text = view.text.slice(run.start, run.end);
        const first = seen.get(text);
        // Where nothing happened between them the second finds what the first left.
        if (first === undefined) {
          if (seen.size < most) seen.set(text, run.start);
        } else {
          const { line } = view.file.lines.position(first);
          const again = above !== null && text === view.text.slice(above.start, above.end);
          const idle = again && run.comments.length === 0 && nothingBetween(stage, above, run);
          report({ span: run, args: { line }, fix: idle ? [removeInstruction(view.text, run)] : undefined });
        }
        above = run;
      }
    });
  },
});

/** Whether what stands between a RUN and the one above it leaves the files as they are. */
function nothingBetween({ instructions }: Stage, above: RunInstruction | null, run: RunInstruction): boolean {
  const from = lowerBound(instructions, above?.end ?? 0);
  return instructions.slice(from, lowerBound(instructions, run.start)).every((one) => harmless.has(one.kind));
}
