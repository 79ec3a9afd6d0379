import { defineRule } from "../define.ts";
import { removeWord } from "../edits.ts";
import { shellOfRun } from "../knowledge/default-shell.ts";

export default defineRule({
  id: "SW5017",
  slug: "shell/echo-option",
  title: "echo -e where echo has no options",
  severity: "warning",
  dimension: "portability",
  profile: "default",
  points: 0.5,
  fix: "suggested",
  since: "0.1.0",
  why: 'The echo of dash, the /bin/sh of Debian and Ubuntu, prints "-e" as the first word of the file and expands \\n by itself. printf does the same everywhere.',
  sources: [
    "https://www.shellcheck.net/wiki/SC3037",
    "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/echo.html",
  ],
  aka: ["shellcheck:SC3037"],
  examples: [
    {
      bad: "FROM debian:13\nRUN echo -e 'a\\nb' > /etc/app.conf\n",
      good: "FROM debian:13\nRUN printf 'a\\nb\\n' > /etc/app.conf\n",
      fixed: "FROM debian:13\nRUN echo 'a\\nb' > /etc/app.conf\n",
    },
  ],
  quiet: [
    "FROM alpine:3.24\nRUN echo -e 'a\\nb' > /etc/app.conf\n",
    'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN echo -e a\n',
    "FROM debian:13\nRUN /bin/echo -e 'a\\nb' && bash -c 'echo -e a' && echo -n a\n",
    "FROM fedora:43\nRUN echo -e 'a\\nb'\n",
    'FROM debian:13\nRUN ["echo", "-e", "a"]\n',
  ],
  message: (a: { option: string }) => `sh prints ${a.option} as text here: use printf.`,
  check({ view, eachCall, report }) {
    eachCall("echo", (call) => {
      const [word] = call.words;
      if (word === undefined || !/^-(?:e|ne|en|E)$/.test(word.text) || !call.shell) return;
      // A program in a folder has options whatever the shell.
      if (view.text.slice(call.nameSpan.start, call.nameSpan.end) !== "echo") return;
      if (shellOfRun(view, call.run) !== "dash") return;
      const fix = word.text === "-e" ? [removeWord(view.text, word)] : undefined;
      report({ span: word, args: { option: word.text }, fix });
    });
  },
});
