import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW9707",
  slug: "dockerignore/not-accepted",
  title: "A pattern that the build refuses",
  severity: "error",
  dimension: "operability",
  profile: "default",
  on: "dockerignore",
  fix: "none",
  since: "0.1.0",
  why: "One bad pattern and no build starts: brackets have to close, and ! needs a pattern.",
  sources: ["https://docs.docker.com/build/concepts/context/#syntax"],
  aka: [],
  examples: [{ bad: ".git\na[b\n", good: ".git\na[b]\n" }],
  message: (a: { said: string }) => `${a.said.slice(0, 1).toUpperCase()}${a.said.slice(1)}.`,
  check({ file, report }) {
    for (const error of file.errors) report({ span: error, args: { said: error.message } });
  },
});
