import { defineRule } from "../define.ts";
import { replace, lineEnd } from "../edits.ts";

export default defineRule({
  id: "SW9704",
  slug: "dockerignore/comment-behind",
  title: "A comment behind a pattern is part of it",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  on: "dockerignore",
  fix: "safe",
  since: "0.1.0",
  why: "Only a line that begins with # is a comment: this pattern matches nothing, and what it was to keep out goes in.",
  sources: ["https://docs.docker.com/build/concepts/context/#syntax"],
  aka: [],
  examples: [
    {
      bad: ".git\nnode_modules # packages\n",
      good: ".git\n# packages\nnode_modules\n",
      fixed: ".git\n# packages\nnode_modules\n",
    },
  ],
  quiet: [".git\n# note\na#b\n"],
  message: () => "This is read as one pattern.",
  check({ file, text, report }) {
    for (const one of file.patterns) {
      const written = text.slice(one.start, one.end);
      const at = written.search(/[ \t]#/);
      if (at !== -1)
        report({
          span: one,
          args: {},
          fix: [replace(one, `${written.slice(at).trim()}${lineEnd(text)}${written.slice(0, at).trimEnd()}`)],
        });
    }
  },
});
