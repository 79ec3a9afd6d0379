import { hasFlag } from "../calls.ts";
import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW5013",
  slug: "shell/read-backslash",
  title: "read without -r",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0,
  fix: "safe",
  since: "0.1.0",
  why: "Without -r a backslash in the input is taken away.",
  sources: ["https://www.shellcheck.net/wiki/SC2162"],
  aka: ["shellcheck:SC2162"],
  examples: [
    {
      bad: 'FROM debian:13\nRUN while read line; do echo "$line"; done < a\n',
      good: 'FROM debian:13\nRUN while read -r line; do echo "$line"; done < a\n',
      fixed: 'FROM debian:13\nRUN while read -r line; do echo "$line"; done < a\n',
    },
  ],
  message: () => "Add -r.",
  check({ eachCall, report }) {
    eachCall("read", (call) => {
      if (!hasFlag(call, "-r") && call.shell)
        report({ span: call.nameSpan, args: {}, fix: [insert(call.nameSpan.end, " -r")] });
    });
  },
});
