import { hasFlag } from "../calls.ts";
import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW5007",
  slug: "shell/rm-of-variable",
  title: "rm of a directory that a variable names",
  severity: "warning",
  dimension: "reproducibility",
  profile: "default",
  points: 1,
  fix: "suggested",
  since: "0.1.0",
  why: 'Where the variable is empty `rm -rf "$DIR/"` deletes the whole file system. `${DIR:?}` stops instead.',
  sources: ["https://www.shellcheck.net/wiki/SC2115"],
  aka: ["shellcheck:SC2115"],
  examples: [
    {
      bad: 'FROM debian:13\nRUN rm -rf "$DIR/"*\n',
      good: 'FROM debian:13\nRUN rm -rf "${DIR:?}/"*\n',
      fixed: 'FROM debian:13\nRUN rm -rf "${DIR:?}/"*\n',
    },
  ],
  quiet: [
    'FROM debian:13\nENV DIR=/a\nRUN rm -rf "$DIR/"*\n',
    'FROM debian:13\nRUN DIR=/a && rm -rf "$DIR/b"\n',
    'FROM debian:13\nRUN for d in a b; do rm -rf "$d/"*; done\n',
    "FROM debian:13\nRUN rm -rf /var/cache/$NAME\n",
  ],
  message: (a: { name: string }) => `With ${a.name} empty this deletes everything.`,
  check({ view, eachCall, report }) {
    eachCall("rm", (call) => {
      if (!hasFlag(call, "-r", "-R", "--recursive")) return;
      for (const word of call.words) {
        const found = /^"?\$(?:\{(\w+)\}|(\w+))"?\/"?(\*|\.\*|bin|lib|etc|usr|home)?"?\*?$/.exec(word.text);
        const name = found?.[1] ?? found?.[2];
        if (name === undefined || !call.shell) continue;
        if (
          view.env(call.run).has(name) ||
          new RegExp(`(^|[^\\w$])(${name}=|read [^;&|]*\\b${name}\\b|for\\s+${name}\\b)`).test(call.run.rest.text)
        )
          continue;
        const at = view.text.slice(word.start, word.end).search(/\$/);
        const length = found?.[1] === undefined ? name.length + 1 : name.length + 3;
        const edit = replace({ start: word.start + at, end: word.start + at + length }, `\${${name}:?}`);
        report({
          span: word,
          args: { name },
          fix: view.text.slice(word.start, word.end) === word.text ? [edit] : undefined,
        });
      }
    });
  },
});
