import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW5022",
  slug: "shell/arguments-unquoted",
  title: "$@ without quotes",
  severity: "style",
  dimension: "maintainability",
  profile: "strict",
  points: 0.25,
  fix: "suggested",
  since: "0.1.0",
  why: 'Without quotes each argument is split at its blanks again; `"$@"` hands them on as they came.',
  sources: ["https://www.shellcheck.net/wiki/SC2068", "https://www.shellcheck.net/wiki/SC2048"],
  aka: ["shellcheck:SC2068", "shellcheck:SC2048"],
  examples: [
    {
      bad: "FROM debian:13\nRUN <<EOF\nget() {\n  curl -fsS $@\n}\nget a b\nEOF\n",
      good: 'FROM debian:13\nRUN <<EOF\nget() {\n  curl -fsS "$@"\n}\nget a b\nEOF\n',
      fixed: 'FROM debian:13\nRUN <<EOF\nget() {\n  curl -fsS "$@"\n}\nget a b\nEOF\n',
    },
  ],
  quiet: ["FROM debian:13\nRUN echo '$@' \"$*\" \\$@\n"],
  message: (a: { word: string }) => `Write "$@" instead of ${a.word}.`,
  check({ view, report }) {
    if (!/\$[@*]/.test(view.text)) return;
    for (const call of view.everyCall()) {
      if (!call.shell) continue;
      for (const word of call.words) {
        if (!/^\$(?:[@*]|\{[@*]\})$/.test(word.text)) continue;
        report({ span: word, args: { word: word.text }, fix: [replace(word, '"$@"')] });
      }
    }
  },
});
