import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW8021",
  slug: "syntax/indentation",
  title: "Continued lines that are not indented",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0.25,
  fix: "safe",
  since: "0.1.0",
  why: "A continued line at the margin looks like an instruction of its own.",
  sources: ["https://docs.docker.com/build/building/best-practices/#sort-multi-line-arguments"],
  aka: ["tally:consistent-indentation", "tally:newline-per-chained-call"],
  examples: [
    {
      bad: "FROM debian:13\nRUN a && \\\nb\n",
      good: "FROM debian:13\nRUN a && \\\n    b\n",
      fixed: "FROM debian:13\nRUN a && \\\n    b\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN a \\\n  && b\n",
    "FROM debian:13\nRUN <<EOF\na\nEOF\n",
    'FROM debian:13\nRUN echo "a \\\nb"\n',
  ],
  message: () => "Indent continued lines.",
  check({ view, each, report }) {
    each("run", (run) => {
      if (run.heredocs.length > 0 || run.command?.form !== "shell") return;
      const text = view.text.slice(run.start, run.end);
      if (!/\n[^\s#]/.test(text) || (text.match(/(?<!\\)["']/g) ?? []).length > 0) return;
      const edits = [...text.matchAll(/\n(?=[^\s#])/g)].map((found) => insert(run.start + found.index + 1, "    "));
      const first = edits[0];
      if (first !== undefined) report({ span: { start: first.start, end: first.start + 1 }, args: {}, fix: edits });
    });
  },
});
