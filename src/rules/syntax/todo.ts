import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW8017",
  slug: "syntax/todo",
  title: "A TODO left in the file",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0,
  fix: "none",
  since: "0.1.0",
  why: "What is still to do belongs where it is seen by those who plan.",
  sources: ["https://docs.docker.com/reference/dockerfile/#format"],
  aka: ["dockerfile-doctor:DD072"],
  examples: [
    {
      bad: "FROM debian:13\n# TODO: drop root\nRUN make\n",
      good: "FROM debian:13\n# Root is needed for port 80.\nRUN make\n",
    },
  ],
  quiet: ["FROM debian:13\n# todos.json holds the examples\nRUN make\n"],
  message: (a: { word: string }) => `${a.word} is still open.`,
  check({ view, report }) {
    for (const comment of view.file.comments) {
      const word = /\b(TODO|FIXME|XXX)\b/.exec(comment.text)?.[1];
      if (word !== undefined) report({ span: comment, args: { word } });
    }
  },
});
