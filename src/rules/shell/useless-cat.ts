import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW5010",
  slug: "shell/useless-cat",
  title: "cat of one file into a pipe",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0,
  fix: "none",
  since: "0.1.0",
  why: "The next command can read the file itself: one process less, and its error is seen.",
  sources: ["https://www.shellcheck.net/wiki/SC2002"],
  aka: ["shellcheck:SC2002"],
  examples: [{ bad: "FROM debian:13\nRUN cat a | grep b\n", good: "FROM debian:13\nRUN grep b a\n" }],
  quiet: ["FROM debian:13\nRUN cat a b | grep c\n", "FROM debian:13\nRUN cat <<E | tee a\nx\nE\n"],
  message: (a: { next: string }) => `${a.next} can read the file itself.`,
  check({ eachCall, report }) {
    eachCall("cat", (call) => {
      const next = call.pipe.names[call.pipe.index + 1] ?? "";
      const [file, ...more] = call.words;
      if (
        call.pipe.index === 0 &&
        next !== "" &&
        file?.value != null &&
        more.length === 0 &&
        !file.text.startsWith("-") &&
        !/[*?]/.test(file.text)
      )
        report({ span: call, args: { next } });
    });
  },
});
