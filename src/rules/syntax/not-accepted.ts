import { defineRule } from "../define.ts";

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
  aka: ["hadolint:DL3061", "hadolint:DL3043", "hadolint:DL1000", "dockerfilelint:from_first", "droast:DF037", "dockerfile-utils:ARGUMENT_MISSING", "dockerfile-utils:ARGUMENT_EXTRA", "dockerfile-utils:UNKNOWN_COPY_FLAG", "dockerfile-utils:NO_SOURCE_IMAGE", "dockerfile-utils:SHELL_JSON_FORM", "dockadvisor:InvalidInstruction", "dockadvisor:FromMissingImage", "dockadvisor:RunInvalidMountFlag", "tally:require-stages"],
  examples: [
    { bad: "RUN make\nFROM debian:13\n", good: "FROM debian:13\nRUN make\n" },
    { bad: "FROM debian:13\nCOPY --form=a /a /b\n", good: "FROM debian:13\nCOPY --from=a /a /b\n" },
    { bad: "FROM debian:13\nWORKDIR\n", good: "FROM debian:13\nWORKDIR /app\n" },
  ],
  quiet: ["FROM debian:13\nRUN <<EOF\nmake\nEOF\n"],
  message: (a: { said: string }) => `${a.said.slice(0, 1).toUpperCase()}${a.said.slice(1)}.`,
  check({ view, report }) {
    for (const error of view.file.errors) if (error.code !== "unknown-instruction") report({ span: error, args: { said: error.message } });
  },
});
