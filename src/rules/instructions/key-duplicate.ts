import { defineRule } from "../define.ts";
import { removePair } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { Span } from "../../core/span.ts";
import type { Pair, PairInstruction } from "../../formats/dockerfile/index.ts";

export default defineRule({
  id: "SW7005",
  slug: "instructions/key-duplicate",
  title: "The same ENV or LABEL key twice in a row of lines",
  severity: "info",
  dimension: "maintainability",
  profile: "strict",
  fix: "safe",
  since: "0.1.0",
  why: "Only the last value counts, and whoever changes the first wonders why nothing happens.",
  sources: ["https://docs.docker.com/reference/dockerfile/#env"],
  aka: ["dockerfile-doctor:DD044", "tally:labels/no-duplicate-keys"],
  examples: [
    {
      bad: "FROM debian:13\nENV PORT=1 HOST=a PORT=2\n",
      good: "FROM debian:13\nENV PORT=2 HOST=a\n",
      fixed: "FROM debian:13\nENV HOST=a PORT=2\n",
    },
  ],
  quiet: [
    "FROM debian:13\nENV PATH=/a:$PATH\nRUN make\nENV PATH=/b:$PATH\n",
    "FROM debian:13\nENV A=1\nRUN make\nENV A=2\n",
  ],
  message: (a: { key: string }) => `${a.key} is set again without having been used.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      let seen = new Map<string, { readonly one: PairInstruction; readonly pair: Pair }>();
      for (const one of stage.instructions) {
        if (one.kind === "run") seen = new Map();
        if (one.kind !== "env" && one.kind !== "label") continue;
        for (const pair of one.pairs) {
          const key = `${one.kind} ${pair.name.text}`;
          const used = pair.value?.dynamic === true && pair.value.text.includes(pair.name.text);
          const first = seen.get(key);
          if (first !== undefined && !used)
            report({ span: pair, args: { key: pair.name.text }, fix: earlierGone(view.text, first, pair) });
          seen.set(key, { one, pair });
        }
      }
    });
  },
});

/** The value that is never seen goes; not where a line between reads it, or a comment stands beside it. */
function earlierGone(
  text: string,
  { one, pair }: { readonly one: PairInstruction; readonly pair: Pair },
  next: Span,
): readonly Edit[] | undefined {
  const between = text.slice(pair.end, next.start);
  const read = new RegExp(`\\$\\{?${pair.name.text.replace(/\W/g, "\\$&")}\\b`).test(between);
  return read || one.comments.length > 0 || pair.separator !== "=" ? undefined : [removePair(text, one, pair)];
}
