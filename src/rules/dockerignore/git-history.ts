import { ignores } from "../../formats/dockerignore/index.ts";
import { defineRule } from "../define.ts";
import { insert, lineEnd } from "../edits.ts";

export default defineRule({
  id: "SW9701",
  slug: "dockerignore/git-history",
  title: "The repository's history is sent to the builder",
  severity: "info",
  dimension: "efficiency",
  profile: "default",
  on: "dockerignore",
  fix: "safe",
  since: "0.1.0",
  why: ".git is as large as all versions of the project, changes with every command, and holds what was once deleted. COPY . takes it into the image.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  aka: [],
  examples: [{ bad: "node_modules\n", good: "node_modules\n.git\n", fixed: "node_modules\n.git\n" }],
  quiet: ["*\n!src\n", ".git*\n", "**/.git\n"],
  message: () => "Add .git.",
  check({ file, text, report }) {
    const last = file.patterns.at(-1);
    if (
      last === undefined ||
      ignores(file, ".git") ||
      file.patterns.some((one) => one.negated && one.pattern.startsWith(".git"))
    )
      return;
    const closed = text.endsWith("\n");
    report({ span: last, args: {}, fix: [insert(text.length, closed ? ".git\n" : `${lineEnd(text)}.git`)] });
  },
});
