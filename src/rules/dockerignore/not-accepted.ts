import { defineRule } from "../define.ts";
import { replace, wholeLines } from "../edits.ts";

export default defineRule({
  id: "SW9707",
  slug: "dockerignore/not-accepted",
  title: "A pattern that the build refuses",
  severity: "error",
  dimension: "operability",
  profile: "default",
  on: "dockerignore",
  fix: "safe",
  since: "0.1.0",
  why: "One bad pattern and no build starts: brackets have to close, and ! needs a pattern.",
  sources: ["https://docs.docker.com/build/concepts/context/#syntax"],
  aka: [],
  examples: [
    { bad: ".git\na[b\n", good: ".git\na[b]\n" },
    { bad: ".git\n!\n", good: ".git\n", fixed: ".git\n" },
  ],
  message: (a: { said: string }) => `${a.said.slice(0, 1).toUpperCase()}${a.said.slice(1)}.`,
  check({ text, file, report }) {
    for (const error of file.errors) {
      // A mark without a pattern says nothing that could be lost.
      const bare = text.slice(error.start, error.end) === "!";
      report({
        span: error,
        args: { said: error.message },
        fix: bare ? [replace(wholeLines(text, error), "")] : undefined,
      });
    }
  },
});
