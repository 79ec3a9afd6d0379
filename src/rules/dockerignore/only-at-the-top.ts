import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW9703",
  slug: "dockerignore/only-at-the-top",
  title: "A pattern that matches at the top alone",
  severity: "info",
  dimension: "efficiency",
  profile: "strict",
  points: 0.25,
  on: "dockerignore",
  fix: "suggested",
  since: "0.1.0",
  why: "A .gitignore looks for a name in every folder, a .dockerignore only in the first: `node_modules` leaves packages/a/node_modules in.",
  sources: ["https://docs.docker.com/build/concepts/context/#syntax"],
  aka: [],
  examples: [{ bad: "*.pyc\n.git\n", good: "**/*.pyc\n.git\n", fixed: "**/*.pyc\n.git\n" }],
  quiet: ["**/node_modules\n.git\n/build\n", "*\n!src\n", "*.pyc\n*/*.pyc\n"],
  message: (a: { pattern: string }) => `${a.pattern} matches in the first folder alone: write **/${a.pattern}.`,
  check({ file, text, report }) {
    for (const one of file.patterns) {
      const written = text.slice(one.start, one.end);
      if (one.negated || !/^(\*\.(pyc|pyo|log|tmp|swp|class|o|bak)|__pycache__|\.DS_Store|\*~)\/?$/.test(written))
        continue;
      if (file.patterns.some((other) => other !== one && other.pattern.endsWith(`/${one.pattern}`))) continue;
      report({ span: one, args: { pattern: written }, fix: [insert(one.start, "**/")] });
    }
  },
});
