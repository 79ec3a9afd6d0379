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
  check({ view, eachCall, report }) {
    let stage = -1;
    let users = new Set<string>();
    let groups = new Set<string>();
    eachCall(["useradd", "adduser", "groupadd", "addgroup"], (call) => {
      if (call.run.onbuild || call.nested) return;
      if (call.run.stage !== stage) {
        stage = call.run.stage;
        users = new Set();
        groups = new Set();
      }
      const user = call.name === "useradd" || call.name === "adduser";
      const [letter, long] = user ? ["-u", "--uid"] : ["-g", "--gid"];
      const at = call.words.findIndex(({ text }) => text === letter || text === long);
      const word = at === -1 ? undefined : call.words[at + 1];
      if (word === undefined || word.value === null || !/^\d+$/.test(word.value)) return;
      const seen = user ? users : groups;
      const { size } = seen;
      if (seen.add(word.value).size === size) {
        const { last, free } = numbers.of(view, numbersIn);
        // Whoever is named by the number below is one of the two, and nobody here knows which.
        const named = (last.get(word.value) ?? -1) >= word.end || word.value.length > longest;
        report({
          span: word,
          args: { id: word.value },
          fix: named ? undefined : [replace(word, String(free.above(Number(word.value))))],
        });
      }
    });
  },
});

function numbersIn({ text }: FileView): Numbers {
  const last = new Map<string, number>();
  for (const { 0: number, index } of text.matchAll(/\b\d+\b/g)) last.set(number, index);
  return { last, free: new FreeNumbers(text) };
}
