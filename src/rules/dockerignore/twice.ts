import { defineRule } from "../define.ts";
import { replace, wholeLines } from "../edits.ts";

export default defineRule({
  id: "SW9705",
  slug: "dockerignore/twice",
  title: "A pattern that stands here twice",
  severity: "style",
  dimension: "maintainability",
  profile: "default",
  points: 0.25,
  on: "dockerignore",
  fix: "safe",
  since: "0.1.0",
  why: "Whoever takes one away wonders why nothing changes.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  aka: [],
  examples: [{ bad: ".git\na\na\n", good: ".git\na\n", fixed: ".git\na\n" }],
  quiet: [".git\na\n!a/b\na\n"],
  message: (a: { pattern: string }) => `${a.pattern} stands above.`,
  check({ file, text, report }) {
    let seen = new Set<string>();
    for (const one of file.patterns) {
      // What was let in between may be meant to be kept out again.
      if (one.negated) seen = new Set();
      else if (seen.has(one.pattern))
        report({ span: one, args: { pattern: one.pattern }, fix: [replace(wholeLines(text, one), "")] });
      seen.add(one.negated ? `!${one.pattern}` : one.pattern);
    }
  },
});
