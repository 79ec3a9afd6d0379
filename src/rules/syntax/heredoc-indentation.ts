import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW8022",
  slug: "syntax/heredoc-indentation",
  title: "An indented heredoc that keeps its indentation",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0,
  fix: "none",
  since: "0.1.0",
  why: "`<<-` drops leading tabs and only tabs: blanks before the lines stay in the file that is made, or in the script.",
  sources: ["https://docs.docker.com/reference/dockerfile/#here-documents"],
  aka: ["tally:prefer-formatted-heredocs"],
  examples: [
    {
      bad: "FROM debian:13\nCOPY <<-EOF /etc/a.conf\n    a=1\n    EOF\nEOF\n",
      good: "FROM debian:13\nCOPY <<-EOF /etc/a.conf\n\ta=1\n\tEOF\n",
    },
  ],
  quiet: ["FROM debian:13\nCOPY <<EOF /etc/a.conf\n  a=1\nEOF\n"],
  message: () => "<<- drops tabs, and this is indented by blanks.",
  check({ view, report }) {
    for (const one of view.file.instructions) {
      for (const heredoc of one.heredocs)
        if (heredoc.stripTabs && heredoc.body.text.startsWith(" ")) report({ span: heredoc.opener, args: {} });
    }
  },
});
