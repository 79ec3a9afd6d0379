import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import type { Variable } from "../../formats/dockerfile/index.ts";
import { rememberBy } from "../knowledge/remember.ts";

const variable = /\$(?:\{(\w+)\}|(\w+))/;

/** Whether a value is one word whatever the shell does with it; asked once of each, for one may be long and used thousands of times. */
const isPlain = rememberBy(({ value }: Variable) => value !== null && !/[\s*?]/.test(value));

export default defineRule({
  id: "SW5008",
  slug: "shell/unquoted-variable",
  title: "A variable without quotes where a blank would do harm",
  severity: "style",
  dimension: "portability",
  profile: "strict",
  points: 0.25,
  fix: "suggested",
  since: "0.1.0",
  why: "Unquoted, the value is split at blanks and its asterisks become files: rm, mv, cp and chown then work on other paths than the one meant.",
  sources: ["https://www.shellcheck.net/wiki/SC2086"],
  aka: ["shellcheck:SC2086"],
  examples: [
    {
      bad: "FROM debian:13\nARG DIR\nRUN rm -rf $DIR/cache\n",
      good: 'FROM debian:13\nARG DIR\nRUN rm -rf "$DIR/cache"\n',
      fixed: 'FROM debian:13\nARG DIR\nRUN rm -rf "$DIR/cache"\n',
    },
  ],
  quiet: [
    "FROM debian:13\nRUN apt-get purge -y $BUILD_DEPS\n",
    "FROM debian:13\nENV DIR=/srv/app\nRUN chown -R app $DIR\n",
    "FROM debian:13\nRUN rm -rf \"$A\" '$B' $FILES\n",
  ],
  message: (a: { word: string }) => `Quote ${a.word}.`,
  check({ view, eachCall, report }) {
    eachCall(["rm", "mv", "cp", "chown", "chmod", "rmdir"], (call) => {
      for (const word of call.words) {
        const { text } = word;
        if (!text.includes("$") || !text.includes("/") || !call.shell) continue;
        // A name alone may be meant as a list; within a path it is one path.
        const name = /^[/$][\w./{}$-]*$/.test(text) ? variable.exec(text) : null;
        if (
          name === null ||
          variable.test(text.slice(name.index + name[0].length)) ||
          word.end - word.start !== text.length ||
          !view.text.startsWith(text, word.start)
        )
          continue;
        const known = view.env(call.run).get(name[1] ?? name[2] ?? "");
        if (known !== undefined && isPlain(known)) continue;
        report({ span: word, args: { word: word.text }, fix: [replace(word, `"${word.text}"`)] });
      }
    });
  },
});
