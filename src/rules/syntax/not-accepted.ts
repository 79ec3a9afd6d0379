import { defineRule } from "../define.ts";
import { errorsOf } from "./errors.ts";

export default defineRule({
  id: "SW8002",
  slug: "syntax/not-accepted",
  title: "Builders refuse this line",
  severity: "error",
  dimension: "maintainability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "The build ends here before any step has run, and a file that cannot be built has no score.",
  sources: ["https://docs.docker.com/reference/dockerfile/"],
  aka: [
    "hadolint:DL3061",
    "hadolint:DL1000",
    "dockerfilelint:from_first",
    "droast:DF037",
    "dockadvisor:InvalidInstruction",
    "tally:require-stages",
  ],
  examples: [
    { bad: "RUN make\nFROM debian:13\n", good: "FROM debian:13\nRUN make\n" },
    { bad: "FROM debian:13\nRUN <<EOF\nmake\n", good: "FROM debian:13\nRUN <<EOF\nmake\nEOF\n" },
  ],
  quiet: ["FROM debian:13\nRUN <<EOF\nmake\nEOF\n"],
  message: (a: { said: string }) => a.said,
  check({ view, report }) {
    // The other codes have rules of their own.
    errorsOf(
      view,
      "empty-file",
      "no-stage",
      "instruction-before-from",
      "bad-heredoc",
      "unterminated-heredoc",
      "bad-value",
      "line-too-long",
    ).forEach(report);
  },
});
