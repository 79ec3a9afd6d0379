import { defineRule } from "../define.ts";
import { removeInstruction } from "../edits.ts";

export default defineRule({
  id: "SW2008",
  slug: "copy/git-directory",
  title: ".git copied into a layer",
  severity: "warning",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The history holds every file and every secret that was ever committed, and changes with each commit, so nothing after it is cached.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  aka: ["dockerfile-doctor:DD053"],
  examples: [
    {
      bad: "FROM debian:13\nCOPY .git /src/.git\n",
      good: "FROM debian:13\nRUN --mount=type=bind,source=.git,target=.git git describe > /version\n",
      fixed: "FROM debian:13\n",
    },
  ],
  quiet: [
    "FROM debian:13 AS build\nCOPY .git /src/.git\nRUN make\nFROM debian:13\nCOPY --from=build /a /a\n",
    "FROM debian:13\nCOPY .gitignore /a\n",
  ],
  message: () => "The repository's history becomes part of the image.",
  check({ view, report }) {
    let asked: boolean | null = null;
    for (const stage of view.shipped()) {
      for (const copy of [...view.inStage(stage, "copy"), ...view.inStage(stage, "add")]) {
        if (copy.from !== null) continue;
        for (const source of copy.sources)
          if (/^(\.\/)?\.git(\/|$)/.test(source.value ?? "")) {
            const alone = copy.sources.length === 1 && copy.comments.length === 0;
            // What asks git needs the history, in a mount.
            asked ??= /\bgit\b|version/i.test(view.text.slice(copy.end).replaceAll(".git", ""));
            report({ span: source, args: {}, fix: alone && !asked ? [removeInstruction(view.text, copy)] : undefined });
          }
      }
    }
  },
});
