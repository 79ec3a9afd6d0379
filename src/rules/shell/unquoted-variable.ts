import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

const variable = /\$(?:\{(\w+)\}|(\w+))/g;

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
        if (!word.text.includes("$")) continue;
        // A name alone may be meant as a list; within a path it is one path.
        const [name, ...more] = /^[/$][\w./{}$-]*$/.test(word.text) ? word.text.matchAll(variable) : [];
        if (
          name === undefined ||
          more.length > 0 ||
          !word.text.includes("/") ||
          !call.shell ||
          view.text.slice(word.start, word.end) !== word.text
        )
          continue;
        const known = view.env(call.run).get(name[1] ?? name[2] ?? "")?.value ?? null;
        if (known !== null && !/[\s*?]/.test(known)) continue;
        report({ span: word, args: { word: word.text }, fix: [replace(word, `"${word.text}"`)] });
      }
    });
  },
});
