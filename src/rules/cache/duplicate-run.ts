import { defineRule } from "../define.ts";
import { removeInstruction } from "../edits.ts";

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
      const seen = new Map<string, { readonly first: number; readonly last: number }>();
      for (const run of view.inStage(stage, "run")) {
        const text = view.text.slice(run.start, run.end);
        const before = seen.get(text);
        seen.set(text, { first: before?.first ?? run.start, last: run.start });
        if (before === undefined) continue;
        const { line } = view.file.lines.position(before.first);
        const between = stage.instructions.filter((one) => one.start > before.last && one.start < run.start);
        // Where nothing happened between them the second finds what the first left.
        const idle = between.every((one) => /^(label|expose|cmd|entrypoint|healthcheck)$/.test(one.kind));
        report({
          span: run,
          args: { line },
          fix: idle && run.comments.length === 0 ? [removeInstruction(view.text, run)] : undefined,
        });
      }
    });
  },
});
