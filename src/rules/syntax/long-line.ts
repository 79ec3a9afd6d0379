import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW8018",
  slug: "syntax/long-line",
  title: "A very long line",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0.25,
  fix: "none",
  since: "0.1.0",
  why: "A change in the middle of it is not seen in a diff. Continue the line after each command.",
  sources: ["https://docs.docker.com/build/building/best-practices/#sort-multi-line-arguments"],
  aka: ["dockerfile-doctor:DD074"],
  examples: [
    {
      bad: "FROM debian:13\nRUN aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb && cccccccccccccccccccccccccccccccccccccccccccccccccccc ddddddddddddddddddddddddddddddddddddddddddd eeeeeeee\n",
      good: "FROM debian:13\nRUN a \\\n  && b\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN curl -fsSLO https://example.org/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
  ],
  message: (a: { length: number }) => `${a.length} characters in one line.`,
  check({ view, each, report }) {
    each("run", (run) => {
      if (run.end - run.start < 200) return;
      let from = run.start;
      for (const line of view.text.slice(run.start, run.end).split("\n")) {
        // One word cannot be broken.
        if (line.length > 200 && line.split(" ").every((word) => word.length < 120))
          return report({ span: { start: from, end: from + line.length }, args: { length: line.length } });
        from += line.length + 1;
      }
    });
  },
});
