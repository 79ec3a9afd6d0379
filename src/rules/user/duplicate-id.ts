import { defineRule } from "../define.ts";
import { OfLast } from "../../core/of-last.ts";
import type { FileView } from "../view.ts";
import { replace } from "../edits.ts";
import { FreeNumbers } from "./free-numbers.ts";

/** Digits of the greatest number that a user may have. */
const longest = 10;

/** The numbers of a text: where each is said last, and those that are in none. */
interface Numbers {
  readonly last: ReadonlyMap<string, number>;
  readonly free: FreeNumbers;
}

const numbers = new OfLast<FileView, Numbers>();

export default defineRule({
  id: "SW1216",
  slug: "user/duplicate-id",
  title: "Two users or groups with one number",
  severity: "warning",
  dimension: "security",
  profile: "strict",
  fix: "suggested",
  since: "0.1.0",
  why: "The kernel knows numbers alone: two names with one number are one user, who can read and kill what is the other's.",
  sources: ["https://man7.org/linux/man-pages/man8/useradd.8.html"],
  aka: ["dockle:DKL-LI-0002"],
  examples: [
    {
      bad: "FROM debian:13\nRUN useradd -u 1001 a && useradd -u 1001 -o b\n",
      good: "FROM debian:13\nRUN useradd -u 1001 a && useradd -u 1002 b\n",
      fixed: "FROM debian:13\nRUN useradd -u 1001 a && useradd -u 1002 -o b\n",
    },
  ],
  quiet: [
    "FROM debian:13 AS a\nRUN useradd -u 1001 a\nFROM debian:13\nRUN useradd -u 1001 b\n",
    "FROM debian:13\nRUN groupadd -g 1001 a && useradd -u 1001 -g 1001 a\n",
  ],
  message: (a: { id: string }) => `The number ${a.id} is given twice.`,
  check({ view, eachStage, report }) {
    if (view.calls(["useradd", "adduser", "groupadd", "addgroup"]).length === 0) return;
    eachStage((stage) => {
      const seen = new Set<string>();
      for (const run of view.inStage(stage, "run")) {
        for (const call of view.callsIn(run)) {
          const user = call.name === "useradd" || call.name === "adduser";
          if ((!user && call.name !== "groupadd" && call.name !== "addgroup") || call.nested) continue;
          const at = call.words.findIndex((word) => (user ? /^(-u|--uid)$/ : /^(-g|--gid)$/).test(word.text));
          const word = at === -1 ? undefined : call.words[at + 1];
          if (word === undefined || word.value === null || !/^\d+$/.test(word.value)) continue;
          const key = `${user ? "user" : "group"} ${word.value}`;
          if (seen.has(key)) {
            const { last, free } = numbers.of(view, numbersIn);
            // Whoever is named by the number below is one of the two, and nobody here knows which.
            const named = (last.get(word.value) ?? -1) >= word.end || word.value.length > longest;
            report({
              span: word,
              args: { id: word.value },
              fix: named ? undefined : [replace(word, String(free.above(Number(word.value))))],
            });
          }
          seen.add(key);
        }
      }
    });
  },
});

function numbersIn({ text }: FileView): Numbers {
  const last = new Map<string, number>();
  for (const { 0: number, index } of text.matchAll(/\b\d+\b/g)) last.set(number, index);
  return { last, free: new FreeNumbers(text) };
}
