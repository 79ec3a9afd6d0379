import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { errorsOf } from "../syntax/errors.ts";

export default defineRule({
  id: "SW8009",
  slug: "syntax/directive",
  title: "A parser directive that does not direct",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "A directive that is misspelt, given twice, or written below the first line that is none, is only a comment: the file is read in another way than its author thinks.",
  sources: ["https://docs.docker.com/reference/dockerfile/#parser-directives"],
  aka: [
    "dockerfile-utils:CASING_DIRECTIVE",
    "dockerfile-utils:INVALID_ESCAPE_DIRECTIVE",
    "dockerfile-utils:DUPLICATED_ESCAPE_DIRECTIVE",
    "dockerfile-utils:INVALID_SYNTAX",
    "tally:syntax-directive-typo",
  ],
  examples: [
    {
      bad: "# Syntax=docker/dockerfile:1\nFROM debian:13\n",
      good: "# syntax=docker/dockerfile:1\nFROM debian:13\n",
      fixed: "# syntax=docker/dockerfile:1\nFROM debian:13\n",
    },
    {
      bad: "# sytnax=docker/dockerfile:1\nFROM debian:13\n",
      good: "# syntax=docker/dockerfile:1\nFROM debian:13\n",
      fixed: "# syntax=docker/dockerfile:1\nFROM debian:13\n",
    },
    { bad: "# escape=x\nFROM debian:13\n", good: "# escape=`\nFROM debian:13\n" },
  ],
  quiet: ["# check=skip=StageNameCasing\nFROM debian:13\n", "# a=b is a comment\nFROM debian:13\n"],
  message: (a: { said: string }) => a.said,
  check({ view, report }) {
    errorsOf(view, "bad-directive").forEach(report);
    for (const { name, nameSpan } of view.file.directives) {
      const written = view.text.slice(nameSpan.start, nameSpan.end);
      if (written !== name)
        report({
          span: nameSpan,
          args: { said: `Directives are written in lower case: ${name}.` },
          fix: [replace(nameSpan, name)],
        });
    }
    const [comment] = view.file.comments;
    const first = view.file.items[view.file.directives.length];
    const typed =
      comment === undefined || first !== comment ? null : /^(\w+)\s*=\s*docker\/dockerfile/.exec(comment.text);
    if (comment === undefined || typed?.[1] === undefined || typed[1].toLowerCase() === "syntax") return;
    const start = view.text.indexOf(typed[1], comment.start);
    report({
      span: comment,
      args: { said: `"${typed[1]}" is no directive; syntax is.` },
      fix: [replace({ start, end: start + typed[1].length }, "syntax")],
    });
  },
});
