import { defineRule } from "../define.ts";
import { lineEnd, replace } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { Pair, PairInstruction } from "../../formats/dockerfile/index.ts";
import type { FileView } from "../view.ts";
import { variablesIn } from "../../formats/dockerfile/index.ts";

export default defineRule({
  id: "SW7003",
  slug: "instructions/env-self-reference",
  title: "ENV that uses a variable set by the same line",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "All of one ENV is expanded before any of it is set: the variable has its old value there, or none.",
  sources: ["https://docs.docker.com/reference/dockerfile/#environment-replacement"],
  aka: ["hadolint:DL3044", "droast:DF062"],
  examples: [
    {
      bad: "FROM debian:13\nENV HOME_DIR=/opt BIN=$HOME_DIR/bin\n",
      good: "FROM debian:13\nENV HOME_DIR=/opt\nENV BIN=$HOME_DIR/bin\n",
      fixed: "FROM debian:13\nENV HOME_DIR=/opt\nENV BIN=$HOME_DIR/bin\n",
    },
  ],
  quiet: ["FROM debian:13\nENV PATH=/a:$PATH\n", "FROM debian:13\nENV A=/old\nENV A=/new B=$A/x\n"],
  message: (a: { name: string }) => `$${a.name} has no value yet on this line.`,
  check({ view, each, report }) {
    each("env", (env) => {
      if (env.pairs.length < 2) return;
      if (!env.rest.text.includes("$")) return;
      const outer = view.env(env);
      const names = new Set<string>();
      for (const [index, pair] of env.pairs.entries()) {
        if (pair.value !== null) {
          for (const use of variablesIn(pair.value, view.file.escape))
            if (names.has(use.name) && !outer.has(use.name))
              report({ span: use, args: { name: use.name }, fix: ofItsOwn(view, env, pair, index) });
        }
        names.add(pair.name.value ?? pair.name.text);
      }
    });
  },
});

/** An ENV of its own begins with this pair. */
function ofItsOwn(view: FileView, env: PairInstruction, pair: Pair, index: number): readonly Edit[] | undefined {
  const before = env.pairs[index - 1];
  if (before === undefined || env.onbuild) return undefined;
  if (env.comments.some((one) => one.start > before.end && one.end < pair.start)) return undefined;
  return [replace({ start: before.end, end: pair.start }, `${lineEnd(view.text)}${env.keyword.text} `)];
}
