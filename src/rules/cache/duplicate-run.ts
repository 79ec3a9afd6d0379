import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW4003",
  slug: "cache/duplicate-run",
  title: "The same RUN twice in a stage",
  severity: "info",
  dimension: "maintainability",
  profile: "strict",
  fix: "none",
  since: "0.1.0",
  why: "The second either does nothing or does what the first could not: readers cannot tell which.",
  sources: ["https://docs.docker.com/build/building/best-practices/#run"],
  aka: ["dockerfile-doctor:DD065"],
  examples: [{ bad: "FROM debian:13\nRUN make\nCOPY a /a\nRUN make\n", good: "FROM debian:13\nCOPY a /a\nRUN make\n" }],
  quiet: ["FROM debian:13 AS a\nRUN make\nFROM debian:13\nRUN make\n"],
  message: (a: { line: number }) => `Line ${a.line} runs the very same.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      const seen = new Map<string, number>();
      for (const run of view.inStage(stage, "run")) {
        const text = view.text.slice(run.start, run.end);
        const first = seen.get(text);
        if (first === undefined) seen.set(text, run.start);
        else report({ span: run, args: { line: view.file.lines.position(first).line } });
      }
    });
  },
});
