import type { Heredoc } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW8015",
  slug: "syntax/trailing-space",
  title: "Blanks at the end of a line",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0.1,
  fix: "safe",
  since: "0.1.0",
  why: "Nobody sees them, every editor changes them, and after a backslash they once ended the instruction.",
  sources: ["https://docs.docker.com/reference/dockerfile/#format"],
  aka: ["dockerfile-doctor:DD075", "tally:no-trailing-spaces"],
  examples: [
    { bad: "FROM debian:13  \nRUN make\n", good: "FROM debian:13\nRUN make\n", fixed: "FROM debian:13\nRUN make\n" },
  ],
  quiet: ["FROM debian:13\nRUN <<EOF\ncat a  \nEOF\n"],
  message: () => "Take the blanks at the end of the line away.",
  check({ view, report }) {
    const { text } = view;
    if (!/[ \t]\r?\n/.test(text)) return;
    let heredocs: readonly Heredoc[] | null = null;
    let next = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) {
      const stop = text.charCodeAt(end - 1) === 13 ? end - 1 : end;
      let start = stop;
      while (start > 0 && (text.charCodeAt(start - 1) === 32 || text.charCodeAt(start - 1) === 9)) start--;
      if (start === stop) continue;
      heredocs ??= view.file.instructions.flatMap((one) => one.heredocs);
      while ((heredocs[next]?.end ?? Infinity) <= start) next++;
      if ((heredocs[next]?.start ?? Infinity) <= start) continue;
      report({ span: { start, end: stop }, args: {}, fix: [{ start, end: stop, text: "" }] });
    }
  },
});
