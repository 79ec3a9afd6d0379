import { defineRule } from "../define.ts";
import type { Edit } from "../../core/edit.ts";
import type { CallWord } from "../calls.ts";
import { replace } from "../edits.ts";
import { installsOf, systemManagers } from "../knowledge/packages.ts";

/** No list that a person keeps in order has more packages. */
const longest = 5000;

export default defineRule({
  id: "SW3014",
  slug: "packages/unsorted",
  title: "A long list of packages in no order",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0.25,
  fix: "safe",
  since: "0.1.0",
  why: "In order a double entry shows, and two branches that each add a package seldom meet in one line.",
  sources: ["https://docs.docker.com/build/building/best-practices/#sort-multi-line-arguments"],
  aka: ["tally:sort-packages"],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt-get install -y \\\n    git \\\n    curl \\\n    ca-certificates \\\n    bzip2\n",
      good: "FROM debian:13\nRUN apt-get install -y \\\n    bzip2 \\\n    ca-certificates \\\n    curl \\\n    git\n",
      fixed: "FROM debian:13\nRUN apt-get install -y \\\n    bzip2 \\\n    ca-certificates \\\n    curl \\\n    git\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN apt-get install -y git curl\n",
    "FROM debian:13\nRUN apt-get install -y $A \\\n    git \\\n    curl \\\n    bzip2 \\\n    ant\n",
  ],
  message: () => "Sort these packages.",
  check({ view, eachCall, report }) {
    eachCall(systemManagers, (call) => {
      const words = installsOf(call) ?? [];
      const first = words[0];
      if (
        first === undefined ||
        words.length < 4 ||
        words.length > longest ||
        !call.shell ||
        words.some((word) => word.value === null || !/^[\w.+=~:@*-]+$/.test(word.value))
      )
        return;
      const last = words.at(-1) ?? first;
      const between = view.text.slice(first.start, last.end);
      // One a line, and no comments between that would speak of another package afterwards.
      if (
        (between.match(/\n/g) ?? []).length < words.length - 1 ||
        /\n[ \t]*#/.test(between) ||
        call.words.some((word) => word.start > first.start && word.text.startsWith("-"))
      )
        return;
      const keys = words.map((word) => word.text.toLowerCase());
      if (keys.every((key, index) => index === 0 || (keys[index - 1] ?? "") <= key)) return;
      report({ span: first, args: {}, fix: inOrder(words) });
    });
  },
});

function inOrder(words: readonly CallWord[]): readonly Edit[] {
  const sorted = words.map((word) => word.text).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  return words.flatMap((word, index) =>
    sorted[index] === word.text ? [] : [replace(word, sorted[index] ?? word.text)],
  );
}
