import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW9706",
  slug: "dockerignore/exception-of-nothing",
  title: "An exception from nothing",
  severity: "info",
  dimension: "maintainability",
  profile: "default",
  points: 0.5,
  on: "dockerignore",
  fix: "none",
  since: "0.1.0",
  why: "`!` lets in what a line above kept out. No line above keeps this out, so the line does nothing; the last line that matches counts.",
  sources: ["https://docs.docker.com/build/concepts/context/#negating-matches"],
  aka: [],
  examples: [{ bad: "!src\n.git\n", good: "*\n!src\n" }],
  quiet: ["a*\n!abc\n**/x\n!b/x/y\n"],
  message: () => "No line above keeps this out.",
  check({ file, report }) {
    for (const [index, one] of file.patterns.entries()) {
      if (one.negated && !file.patterns.slice(0, index).some((before) => !before.negated))
        report({ span: one, args: {} });
    }
  },
});
