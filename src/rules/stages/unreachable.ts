import { defineRule } from "../define.ts";
import { lowerBound } from "../../core/lower-bound.ts";

export default defineRule({
  id: "SW1107",
  slug: "stages/unreachable",
  title: "Stage that nothing uses",
  severity: "info",
  dimension: "maintainability",
  profile: "strict",
  fix: "suggested",
  since: "0.1.0",
  why: "BuildKit skips it, the classic builder builds it for nothing, and readers wonder. Fine where it is a --target of its own.",
  sources: ["https://docs.docker.com/build/building/multi-stage/"],
  aka: ["tally:no-unreachable-stages", "dockerfile-doctor:DD066"],
  examples: [
    {
      bad: "FROM debian:13\nRUN make\nFROM debian:13-slim\nCOPY app /app\n",
      good: "FROM debian:13 AS build\nRUN make\nFROM debian:13-slim\nCOPY --from=build /app /app\n",
      fixed: "FROM debian:13-slim\nCOPY app /app\n",
    },
  ],
  quiet: ["FROM debian:13 AS test\nRUN make test\nFROM debian:13-slim\nCOPY app /app\n"],
  message: (a: { stage: string }) => `${a.stage} feeds nothing that the final stage needs.`,
  check({ view, eachStage, report }) {
    if (view.file.stages.length < 2) return;
    const used = view.reachable();
    let numbered: boolean | null = null;
    eachStage((stage) => {
      // A named stage may be built by --target; one without a name cannot be meant by anybody.
      if (!used.has(stage) && stage.name === null) {
        const next = view.file.stages[stage.index + 1]?.from;
        const start = stage.from.start;
        const end = next === undefined ? start : (next.leading[0] ?? next).start;
        // Numbers of later stages would shift, and comments are kept.
        numbered ??= /--from=\d/.test(view.text);
        const comment = view.file.comments[lowerBound(view.file.comments, start)];
        const told = comment !== undefined && comment.end <= end;
        report({
          span: stage.from.image ?? stage.from,
          args: { stage: `Stage ${stage.index}` },
          fix: next === undefined || numbered || told ? undefined : [{ start, end, text: "" }],
        });
      }
    });
  },
});
