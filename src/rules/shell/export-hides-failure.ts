import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW5016",
  slug: "shell/export-hides-failure",
  title: "export of a substitution hides its failure",
  severity: "style",
  dimension: "reproducibility",
  profile: "strict",
  points: 0.25,
  fix: "none",
  since: "0.1.0",
  why: '`export A="$(b)"` succeeds whatever b does, also under set -e. Assign first, export then.',
  sources: ["https://www.shellcheck.net/wiki/SC2155"],
  aka: ["shellcheck:SC2155"],
  examples: [
    {
      bad: 'FROM debian:13\nRUN set -e; export V="$(git describe)"; make\n',
      good: 'FROM debian:13\nRUN set -e; V="$(git describe)"; export V; make\n',
    },
  ],
  quiet: ['FROM debian:13\nRUN export GNUPGHOME="$(mktemp -d)" A=1\n'],
  message: (a: { name: string }) => `A failure in ${a.name}'s substitution is not seen.`,
  check({ eachCall, report }) {
    eachCall(["export", "local", "readonly", "declare"], (call) => {
      for (const word of call.words) {
        const found = /^(\w+)="?\$\(\s*(?!mktemp|nproc|dpkg|uname|date|getconf|id\b|pwd)/.exec(word.text);
        if (found !== null) report({ span: word, args: { name: found[1] ?? "" } });
      }
    });
  },
});
