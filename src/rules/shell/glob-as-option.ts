import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW5014",
  slug: "shell/glob-as-option",
  title: "An asterisk whose first file may be an option",
  severity: "style",
  dimension: "portability",
  profile: "strict",
  points: 0.25,
  fix: "safe",
  since: "0.1.0",
  why: "A file called `-rf` is read as an option; `./*` cannot be.",
  sources: ["https://www.shellcheck.net/wiki/SC2035"],
  aka: ["shellcheck:SC2035"],
  examples: [
    {
      bad: "FROM debian:13\nRUN chmod 644 *\n",
      good: "FROM debian:13\nRUN chmod 644 ./*\n",
      fixed: "FROM debian:13\nRUN chmod 644 ./*\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN rm -- * && rm /tmp/* && rm *.tar.gz\n"],
  message: () => "Write ./*.",
  check({ eachCall, report }) {
    eachCall(["rm", "chmod", "chown", "mv", "cp"], (call) => {
      if (call.words.some((word) => word.text === "--") || !call.shell) return;
      const word = call.words.find((one) => one.text === "*");
      if (word !== undefined) report({ span: word, args: {}, fix: [replace(word, "./*")] });
    });
  },
});
