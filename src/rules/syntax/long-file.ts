import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW8019",
  slug: "syntax/long-file",
  title: "A very long file",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0,
  fix: "none",
  since: "0.1.0",
  why: "A file of hundreds of lines builds more than one thing: several files, a bake file, or scripts of their own are easier to change.",
  sources: ["https://docs.docker.com/build/bake/"],
  aka: ["tally:max-lines"],
  examples: [{ bad: `FROM debian:13\n${"RUN make\n".repeat(400)}`, good: "FROM debian:13\n" }],
  message: (a: { lines: number }) => `${a.lines} lines.`,
  check({ view, report }) {
    const lines = view.file.lines.lineCount;
    const last = view.file.instructions.at(-1);
    if (lines > 400 && last !== undefined) report({ span: last.keyword, args: { lines } });
  },
});
