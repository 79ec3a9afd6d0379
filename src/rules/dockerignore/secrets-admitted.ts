import { ignores } from "../../formats/dockerignore/index.ts";
import { defineRule } from "../define.ts";
import { insert, lineEnd } from "../edits.ts";

export default defineRule({
  id: "SW9702",
  slug: "dockerignore/secrets-admitted",
  title: "Files with secrets reach the builder",
  severity: "info",
  dimension: "security",
  profile: "strict",
  points: 0.5,
  on: "dockerignore",
  fix: "suggested",
  since: "0.1.0",
  why: "`COPY .` takes .env along, and with it the passwords of whoever built the image.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  aka: [],
  examples: [{ bad: ".git\n", good: ".git\n.env\n", fixed: ".git\n.env\n" }],
  quiet: ["*\n!src\n", "**/.env*\n", ".git\n!.env\n"],
  message: () => "Add .env.",
  check({ file, text, report }) {
    const last = file.patterns.at(-1);
    if (
      last === undefined ||
      ignores(file, ".env") ||
      file.patterns.some((one) => one.negated && one.pattern.includes(".env"))
    )
      return;
    report({
      span: last,
      args: {},
      fix: [insert(text.length, text.endsWith("\n") ? ".env\n" : `${lineEnd(text)}.env`)],
    });
  },
});
