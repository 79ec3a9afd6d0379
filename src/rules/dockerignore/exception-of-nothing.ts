import { defineRule } from "../define.ts";
import { replace, wholeLines } from "../edits.ts";

export default defineRule({
  id: "SW9706",
  slug: "dockerignore/exception-of-nothing",
  title: "An exception from nothing",
  severity: "info",
  dimension: "maintainability",
  profile: "default",
  points: 0.5,
  on: "dockerignore",
  fix: "safe",
  since: "0.1.0",
  why: "`!` lets in what a line above kept out. No line above keeps this out, so the line does nothing; the last line that matches counts.",
  sources: ["https://docs.docker.com/build/concepts/context/#negating-matches"],
  aka: [],
  examples: [{ bad: "!src\n.git\n", good: "*\n!src\n", fixed: ".git\n" }],
  quiet: ["a*\n!abc\n**/x\n!b/x/y\n"],
  message: () => "No line above keeps this out.",
  check({ text, file, report }) {
    for (const [index, one] of file.patterns.entries()) {
      if (one.negated && !file.patterns.slice(0, index).some((before) => !before.negated))
        report({ span: one, args: {}, fix: [replace(wholeLines(text, one), "")] });
    }
  },
});
