import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW5020",
  slug: "shell/test-and-or",
  title: "-a or -o between two tests",
  severity: "style",
  dimension: "portability",
  profile: "strict",
  points: 0.25,
  fix: "safe",
  since: "0.1.0",
  why: "POSIX has taken -a and -o out of test: what they mean with an operand that looks like an operator differs from shell to shell. `[ a ] && [ b ]` is clear to all.",
  sources: [
    "https://www.shellcheck.net/wiki/SC2166",
    "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/test.html",
  ],
  aka: ["shellcheck:SC2166"],
  examples: [
    {
      bad: 'FROM debian:13\nRUN if [ "$A" = 1 -a "$B" = 2 ]; then make; fi\n',
      good: 'FROM debian:13\nRUN if [ "$A" = 1 ] && [ "$B" = 2 ]; then make; fi\n',
      fixed: 'FROM debian:13\nRUN if [ "$A" = 1 ] && [ "$B" = 2 ]; then make; fi\n',
    },
    {
      bad: 'FROM debian:13\nRUN [ -z "$A" -o -z "$B" ] || make\n',
      good: 'FROM debian:13\nRUN { [ -z "$A" ] || [ -z "$B" ]; } || make\n',
    },
  ],
  quiet: ['FROM debian:13\nRUN [ -a /etc/passwd ] && [ "-a" = "$B" ]\n', "FROM debian:13\nRUN test $A = -o\n"],
  message: (a: { operator: string; join: string }) => `Write ${a.join} between two tests instead of ${a.operator}.`,
  check({ view, eachCall, report }) {
    eachCall(["[", "test"], (call) => {
      const between = call.words.filter(
        ({ text }, index) => (text === "-a" || text === "-o") && index > 1 && index < call.words.length - 2,
      );
      const [word] = between;
      if (word === undefined || !call.shell) return;
      const join = word.text === "-a" ? "&&" : "||";
      // Right after `if` nothing else is joined to it, and set -e looks at neither form.
      const before = view.text.slice(Math.max(0, call.start - 20), call.start);
      const alone = between.length === 1 && call.name === "[" && /\b(?:if|elif|while|until)[ \t]+$/.test(before);
      const brackets = call.words.some(({ text }) => text === "\\(" || text === "'('" || text === "!");
      const fix = alone && !brackets ? [replace(word, `] ${join} [`)] : undefined;
      // An empty word without quotes makes the whole an error, but only one of two halves.
      const fixKind = call.words.some(({ text }) => /^[^"']*[$`]/.test(text)) ? "suggested" : "safe";
      report({ span: word, args: { operator: word.text, join }, fix, fixKind });
    });
  },
});
