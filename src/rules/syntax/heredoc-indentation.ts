import { defineRule } from "../define.ts";
import type { Edit } from "../../core/edit.ts";
import type { Span } from "../../core/span.ts";

export default defineRule({
  id: "SW8022",
  slug: "syntax/heredoc-indentation",
  title: "An indented heredoc that keeps its indentation",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0,
  fix: "suggested",
  since: "0.1.0",
  why: "`<<-` drops leading tabs and only tabs: blanks before the lines stay in the file that is made, or in the script.",
  sources: ["https://docs.docker.com/reference/dockerfile/#here-documents"],
  aka: ["tally:prefer-formatted-heredocs"],
  examples: [
    {
      bad: "FROM debian:13\nCOPY <<-EOF /etc/a.conf\n    a=1\n    EOF\nEOF\n",
      good: "FROM debian:13\nCOPY <<-EOF /etc/a.conf\n\ta=1\n\tEOF\n",
    },
    {
      bad: "FROM debian:13\nCOPY <<-EOF /etc/a.conf\n    a=1\n      b=2\nEOF\n",
      good: "FROM debian:13\nCOPY <<-EOF /etc/a.conf\n\ta=1\n\t  b=2\nEOF\n",
      fixed: "FROM debian:13\nCOPY <<-EOF /etc/a.conf\n\ta=1\n\t  b=2\nEOF\n",
    },
  ],
  quiet: ["FROM debian:13\nCOPY <<EOF /etc/a.conf\n  a=1\nEOF\n"],
  message: () => "<<- drops tabs, and this is indented by blanks.",
  check({ view, report }) {
    if (!view.text.includes("<<-")) return;
    for (const one of view.file.instructions) {
      for (const heredoc of one.heredocs)
        if (heredoc.stripTabs && heredoc.body.text.startsWith(" "))
          report({ span: heredoc.opener, args: {}, fix: byTabs(view.text, heredoc.body) });
    }
  },
});

/** The blanks that all lines share, as one tab each: `<<-` then takes them away, as was meant. */
function byTabs(text: string, body: Span): readonly Edit[] | undefined {
  const lines: { readonly start: number; readonly blanks: number }[] = [];
  for (let start = body.start; start < body.end;) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? body.end : newline;
    const line = text.slice(start, end);
    if (line.trim() !== "") lines.push({ start, blanks: /^ */.exec(line)?.[0].length ?? 0 });
    start = end + 1;
  }
  const shared = Math.min(...lines.map((line) => line.blanks));
  return lines.length === 0 || shared === 0
    ? undefined
    : lines.map(({ start }) => ({ start, end: start + shared, text: "\t" }));
}
