import { defineRule } from "../define.ts";
import { shellOfRun } from "../knowledge/default-shell.ts";

export default defineRule({
  id: "SW5021",
  slug: "shell/brace-expansion",
  title: "{a,b} under a plain sh",
  severity: "error",
  dimension: "portability",
  profile: "default",
  points: 2,
  fix: "none",
  since: "0.1.0",
  why: "Neither dash nor BusyBox's ash expands braces: mkdir makes one directory that is called {a,b}, rm removes nothing, and neither fails.",
  sources: ["https://www.shellcheck.net/wiki/SC3009"],
  aka: ["shellcheck:SC3009"],
  examples: [
    {
      bad: "FROM debian:13\nRUN mkdir -p /srv/{data,log}\n",
      good: "FROM debian:13\nRUN mkdir -p /srv/data /srv/log\n",
    },
  ],
  quiet: [
    'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN mkdir -p /srv/{data,log}\n',
    "FROM fedora:43\nRUN mkdir -p /srv/{data,log}\n",
    "FROM debian:13\nRUN mkdir '/srv/{a,b}' && touch \"{a,b}\" ${A:-{a,b}} \\{a,b}\n",
    "FROM debian:13\nRUN bash -c 'mkdir /srv/{a,b}' && find . -exec rm {} +\n",
    "FROM debian:13\nRUN curl --data {a,b} example.org && awk {print,x} a\n",
  ],
  message: (a: { word: string }) => `sh takes ${a.word} as it is written: name each path.`,
  check({ view, eachCall, report }) {
    eachCall(["mkdir", "rm", "cp", "mv", "touch", "chmod", "chown", "ls", "ln", "rmdir", "install", "cat"], (call) => {
      if (!call.shell || !call.words.some((word) => word.text.includes("{"))) return;
      if ((shellOfRun(view, call.run) ?? "bash") === "bash") return;
      for (const word of call.words) {
        if (
          /^[\w./*?-]*\{[\w.*-]+(?:,[\w.*-]*)+\}[\w./*?-]*$/.test(word.text) ||
          /^[\w./-]*\{\d+\.\.\d+\}/.test(word.text)
        )
          report({ span: word, args: { word: word.text } });
      }
    });
  },
});
