import { defineRule } from "../define.ts";
import { replace, lineEnd } from "../edits.ts";

export default defineRule({
  id: "SW8020",
  slug: "syntax/blank-space",
  title: "More blanks and blank lines than the form needs",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0.25,
  fix: "safe",
  since: "0.1.0",
  why: "One blank between words and at most two blank lines are what a formatter would leave; the rest is only in the way of a diff.",
  sources: ["https://docs.docker.com/reference/dockerfile/#format"],
  aka: ["tally:newline-between-instructions", "tally:no-multiple-empty-lines", "tally:no-multi-spaces"],
  examples: [
    {
      bad: "FROM debian:13\n\n\n\nRUN make\n",
      good: "FROM debian:13\n\nRUN make\n",
      fixed: "FROM debian:13\n\n\nRUN make\n",
    },
    { bad: "FROM   debian:13\nRUN make\n", good: "FROM debian:13\nRUN make\n", fixed: "FROM debian:13\nRUN make\n" },
  ],
  quiet: ["FROM debian:13\nENV A=1 \\\n    BC=2\n", "FROM debian:13\nCOPY    a   /a\nCOPY    bcd /b\n"],
  message: () => "Blanks to spare.",
  check({ view, report }) {
    for (const item of view.file.items) {
      if (item.kind !== "blank") continue;
      if (!isLong(view.text.slice(item.start, item.end))) continue;
      report({ span: item, args: {}, fix: [replace(item, lineEnd(view.text).repeat(2))] });
    }
    const { instructions } = view.file;
    instructions.forEach((one, index) => {
      if (!view.text.startsWith("  ", one.keyword.end)) return;
      const gap = view.text.slice(one.keyword.end, one.flags[0]?.start ?? one.rest.start);
      if (!/^ {2,}$/.test(gap)) return;
      const aligned =
        / {2}/.test(one.rest.text) ||
        instructions[index - 1]?.kind === one.kind ||
        instructions[index + 1]?.kind === one.kind;
      if (!aligned)
        report({
          span: { start: one.keyword.end, end: one.keyword.end + gap.length },
          args: {},
          fix: [replace({ start: one.keyword.end, end: one.keyword.end + gap.length }, " ")],
        });
    });
  },
});

/** Whether blank lines are three or more. */
function isLong(blank: string): boolean {
  const second = blank.indexOf("\n", blank.indexOf("\n") + 1);
  if (second <= 0) return false;
  return blank.includes("\n", second + 1) || (second + 1 < blank.length && blank.trim() === "");
}
