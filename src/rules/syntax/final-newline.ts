import { defineRule } from "../define.ts";
import { insert, lineEnd } from "../edits.ts";

export default defineRule({
  id: "SW8014",
  slug: "syntax/final-newline",
  title: "No line end at the end of the file",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0.1,
  fix: "safe",
  since: "0.1.0",
  why: "Tools that append a line join it to the last one, and every diff marks it.",
  sources: ["https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap03.html"],
  aka: ["dockerfile-doctor:DD073", "tally:eol-last"],
  examples: [{ bad: "FROM debian:13", good: "FROM debian:13\n", fixed: "FROM debian:13\n" }],
  message: () => "End the file with a line end.",
  check({ view, report }) {
    const end = view.text.length;
    if (end > 0 && !view.text.endsWith("\n"))
      report({ span: { start: end, end }, args: {}, fix: [insert(end, lineEnd(view.text))] });
  },
});
