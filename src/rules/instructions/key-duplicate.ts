import { defineRule } from "../define.ts";
import { removePair } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { Span } from "../../core/span.ts";
import { lowerBound } from "../../core/lower-bound.ts";
import { type Pair, type Stage, variablesIn } from "../../formats/dockerfile/index.ts";
import { isUsed } from "../variable-uses.ts";
import type { FileView } from "../view.ts";

/** The last pair of each name. */
type Seen = Readonly<Record<"env" | "label", Map<string, Pair>>>;

/** Names of a stage that are remembered: no stage that a person wrote has as many. */
const most = 20_000;

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
      let seen: Seen | null = null;
      for (const one of view.readIn(stage)) {
        if (one.kind === "run") seen = null;
        if (one.kind !== "env" && one.kind !== "label") continue;
        seen ??= { env: new Map(), label: new Map() };
        const known = seen[one.kind];
        for (const pair of one.pairs) {
          const key = pair.name.text;
          const first = known.get(key);
          if (first !== undefined || known.size < most) known.set(key, pair);
          if (first === undefined || readsItself(view, pair)) continue;
          report({ span: pair, args: { key }, fix: earlierGone(view, stage, first, pair) });
        }
      }
    });
  },
});

function readsItself({ file }: FileView, { name, value }: Pair): boolean {
  return value !== null && variablesIn(value, file.escape).some((use) => use.name === name.text);
}

/** The value that is never seen goes; not where a line between reads it, or a comment stands beside it. */
function earlierGone(view: FileView, stage: Stage, pair: Pair, next: Span): readonly Edit[] | undefined {
  const one = stage.instructions[lowerBound(stage.instructions, pair.start) - 1];
  if (one === undefined || (one.kind !== "env" && one.kind !== "label")) return undefined;
  if (one.comments.length > 0 || pair.separator !== "=" || isUsed(view, pair.name.text, pair.end, next.start))
    return undefined;
  return [removePair(view.text, one, pair)];
}
