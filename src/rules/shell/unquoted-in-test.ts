import { OfLast } from "../../core/of-last.ts";
import { type RunInstruction, type Scope, scopeAt } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

const tests = ["[", "test"];
const assigned = new OfLast<RunInstruction, ReadonlySet<string>>();

function assignedIn(run: RunInstruction): ReadonlySet<string> {
  const text = run.command?.form === "heredoc" ? run.command.script.text : run.rest.text;
  return new Set([...text.matchAll(/\b([A-Za-z_]\w*)=/g)].map(([, name = ""]) => name));
}

export default defineRule({
  id: "SW5027",
  slug: "shell/unquoted-in-test",
  title: "A variable in a test that is an error where it is empty",
  severity: "info",
  dimension: "reproducibility",
  profile: "default",
  points: 0.5,
  fix: "suggested",
  since: "0.1.0",
  why: "Without a value `[ $A = x ]` becomes `[ = x ]`, an error that an if takes for no; and `[ -n $A ]` becomes `[ -n ]`, which is true.",
  sources: ["https://www.shellcheck.net/wiki/SC2070", "https://www.shellcheck.net/wiki/SC2086"],
  aka: ["shellcheck:SC2070", "shellcheck:SC2086"],
  examples: [
    {
      bad: "FROM debian:13\nARG DEBUG\nRUN if [ $DEBUG = 1 ]; then make debug; fi\n",
      good: 'FROM debian:13\nARG DEBUG\nRUN if [ "$DEBUG" = 1 ]; then make debug; fi\n',
      fixed: 'FROM debian:13\nARG DEBUG\nRUN if [ "$DEBUG" = 1 ]; then make debug; fi\n',
    },
    {
      bad: "FROM debian:13\nARG TOKEN\nRUN if [ -n ${TOKEN} ]; then make; fi\n",
      good: 'FROM debian:13\nARG TOKEN\nRUN if [ -n "${TOKEN}" ]; then make; fi\n',
      fixed: 'FROM debian:13\nARG TOKEN\nRUN if [ -n "${TOKEN}" ]; then make; fi\n',
    },
  ],
  quiet: [
    "FROM debian:13\nARG DEBUG=0\nRUN if [ $DEBUG = 1 ]; then make debug; fi\n",
    "FROM debian:13\nARG TARGETARCH\nRUN if [ $TARGETARCH = arm64 ]; then make; fi\n",
    "FROM debian:13\nRUN n=1; if [ $n -gt 0 ]; then make; fi; for a in b; do [ $a = b ]; done\n",
    'FROM debian:13\nARG A\nRUN if [[ $A = 1 ]]; then make; fi; [ "x$A" = x1 ] || [ x$A = x1 ]\n',
    "FROM debian:13\nARG A\nRUN if [ $? = 1 ]; then make; fi\n",
  ],
  message: (a: { name: string }) => `Quote $${a.name}: it has no value unless the build is given one.`,
  check({ view, each, eachCall, report }) {
    if (view.calls(tests).length === 0) return;
    // What may be empty in a scope is declared so somewhere.
    const empty = new Set<string>();
    each(["arg", "env"], ({ pairs }) => {
      for (const { name, value } of pairs)
        if (value === null || value.value === null || value.value === "") empty.add(name.text);
    });
    if (empty.size === 0) return;
    eachCall(tests, (call) => {
      if (!call.shell) return;
      let scope: Scope | null = null;
      for (const word of call.words) {
        if (!word.text.startsWith("$")) continue;
        const found = /^\$(?:\{(\w+)\}|([A-Za-z_]\w*))$/.exec(word.text);
        const name = found?.[1] ?? found?.[2];
        if (name === undefined || !empty.has(name)) continue;
        // Only an ARG without a value is known to be empty in some builds; the rest is the script's own matter.
        scope ??= scopeAt(view.file, call.run);
        const variable = scope.get(name);
        if (variable === undefined || variable.origin === "platform") continue;
        if (variable.value !== null && variable.value !== "") continue;
        if (variable.value === null && variable.origin !== "arg") continue;
        if (assigned.of(call.run, assignedIn).has(name)) continue;
        const exact = view.text.slice(word.start, word.end) === word.text;
        report({ span: word, args: { name }, fix: exact ? [replace(word, `"${word.text}"`)] : undefined });
      }
    });
  },
});
