import { hasFlag } from "../calls.ts";
import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { OfLast } from "../../core/of-last.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";

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
        if (view.env(call.run).has(name) || setNames.of(call.run, namesSetIn).has(name)) continue;
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

const setNames = new OfLast<RunInstruction, ReadonlySet<string>>();

/** The variables that a step assigns, reads or loops over. */
function namesSetIn(run: RunInstruction): ReadonlySet<string> {
  const { text } = run.rest;
  const names = new Set<string>();
  for (const [, assigned] of text.matchAll(/(?<![\w$])(\w+)=/g)) names.add(assigned ?? "");
  for (const [, looped] of text.matchAll(/(?<![\w$])for\s+(\w+)/g)) names.add(looped ?? "");
  for (const [, read = ""] of text.matchAll(/(?<![\w$])read ([^;&|]*)/g))
    for (const [word] of read.matchAll(/\w+/g)) names.add(word);
  return names;
}
