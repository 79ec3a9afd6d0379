import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

/** Commands that print one word, always. */
const oneWord =
  /^\$\(\s*(?:nproc|uname|arch|id|whoami|hostname|dpkg|getconf|date|mktemp|pwd|wc|php|node|python\d?|ruby|go env|basename|dirname|lsb_release)\b/;

export default defineRule({
  id: "SW5026",
  slug: "shell/unquoted-substitution",
  title: "A substitution without quotes where it may be empty or hold blanks",
  severity: "style",
  dimension: "portability",
  profile: "strict",
  points: 0.25,
  fix: "suggested",
  since: "0.1.0",
  why: "Empty, the word is not there at all: `[ = x ]` is an error, cd goes to the home directory, and cp takes its last source for the target. With blanks it becomes several.",
  sources: ["https://www.shellcheck.net/wiki/SC2046"],
  aka: ["shellcheck:SC2046"],
  examples: [
    {
      bad: "FROM debian:13\nRUN cd $(cat /where) && make\n",
      good: 'FROM debian:13\nRUN cd "$(cat /where)" && make\n',
      fixed: 'FROM debian:13\nRUN cd "$(cat /where)" && make\n',
    },
    {
      bad: "FROM debian:13\nRUN if [ $(grep -c a b) = 1 ]; then make; fi\n",
      good: 'FROM debian:13\nRUN if [ "$(grep -c a b)" = 1 ]; then make; fi\n',
      fixed: 'FROM debian:13\nRUN if [ "$(grep -c a b)" = 1 ]; then make; fi\n',
    },
  ],
  quiet: [
    "FROM debian:13\nRUN apt-get install -y $(cat list) && make -j$(nproc)\n",
    "FROM debian:13\nRUN rm -rf $(find / -name a) && cp $(cat list) /b/\n",
    'FROM debian:13\nRUN [ $(id -u) = 0 ] && cd "$(cat /where)" && cd $(pwd)/a\n',
  ],
  message: (a: { word: string }) => `Quote ${a.word}.`,
  check({ view, eachCall, report }) {
    eachCall(["cd", "[", "test", "ln"], (call) => {
      for (const word of call.words) {
        // rm and cp may be meant to take a list; these never are.
        if (
          !call.shell ||
          !word.text.startsWith("$(") ||
          !/^\$\([^()]*\)[\w./-]*$/.test(word.text) ||
          oneWord.test(word.text) ||
          /\|\s*wc\b/.test(word.text)
        )
          continue;
        const exact = view.text.slice(word.start, word.end) === word.text;
        const short = word.text.length > 30 ? `${word.text.slice(0, 27)}…` : word.text;
        report({ span: word, args: { word: short }, fix: exact ? [replace(word, `"${word.text}"`)] : undefined });
      }
    });
  },
});
