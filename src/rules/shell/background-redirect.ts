import type { RunInstruction } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { shellOfRun } from "../knowledge/default-shell.ts";
import { unquoted } from "../knowledge/unquoted.ts";

export default defineRule({
  id: "SW5028",
  slug: "shell/background-redirect",
  title: "&> under a plain sh",
  severity: "error",
  dimension: "reproducibility",
  profile: "default",
  points: 2,
  fix: "suggested",
  since: "0.1.0",
  why: "dash reads `make &> log` as `make &` and `> log`: the command runs in the background, its failure is seen by nobody, and the step may end before it does.",
  sources: ["https://www.shellcheck.net/wiki/SC3020"],
  aka: ["shellcheck:SC3020"],
  examples: [
    {
      bad: "FROM debian:13\nRUN make &> /dev/null\n",
      good: "FROM debian:13\nRUN make > /dev/null 2>&1\n",
      fixed: "FROM debian:13\nRUN make > /dev/null 2>&1\n",
    },
  ],
  quiet: [
    "FROM alpine:3.24\nRUN make &> /dev/null\n",
    'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN make &> /dev/null\n',
    "FROM debian:13\nRUN echo 'a &> b' \"c &> d\" && bash -c 'make &> log' && make >& 2\n",
  ],
  message: () => "sh puts this command into the background: write > file 2>&1.",
  check({ view, each, report }) {
    if (!view.text.includes("&>")) return;
    each("run", (run) => {
      const text = scriptOf(run);
      if (text === null || shellOfRun(view, run) !== "dash") return;
      for (const found of unquoted(text.text).matchAll(/&>\s*([\w./-]+)/g)) {
        const at = found.index;
        const span = text.span(at, at + 2);
        const whole = text.span(at, at + found[0].length);
        const exact = view.text.slice(whole.start, whole.end) === found[0];
        report({ span, args: {}, fix: exact ? [replace(whole, `${found[0].slice(1)} 2>&1`)] : undefined });
      }
    });
  },
});

function scriptOf({ command }: RunInstruction) {
  return command === null || command.form === "exec" ? null : command.script;
}
