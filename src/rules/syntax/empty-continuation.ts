import { defineRule } from "../define.ts";
import { wholeLines } from "../edits.ts";

export default defineRule({
  id: "SW8012",
  slug: "syntax/empty-continuation",
  title: "Blank line inside a continued instruction",
  severity: "style",
  dimension: "portability",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "BuildKit warns that it will become an error; other parsers end the instruction there.",
  sources: ["https://docs.docker.com/reference/build-checks/no-empty-continuation/"],
  aka: [
    "buildkit:NoEmptyContinuation",
    "dockerfile-utils:EMPTY_CONTINUATION_LINE",
    "dockerfile-doctor:DD076",
    "dockadvisor:NoEmptyContinuation",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN make \\\n\n    install\n",
      good: "FROM debian:13\nRUN make \\\n    install\n",
      fixed: "FROM debian:13\nRUN make \\\n    install\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN make \\\n    # why\n    install\n"],
  message: () => "Take the blank line out.",
  check({ view, report }) {
    for (const span of view.file.emptyContinuations) {
      const lines = wholeLines(view.text, span);
      const blank = view.text.slice(lines.start, lines.end).trim() === "";
      report({ span, args: {}, fix: blank ? [{ start: lines.start, end: lines.end, text: "" }] : undefined });
    }
  },
});
