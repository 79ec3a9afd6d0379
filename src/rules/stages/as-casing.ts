import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW1104",
  slug: "stages/as-casing",
  title: "AS cased unlike FROM",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  fix: "safe",
  since: "0.1.0",
  why: "One casing for the keywords of one line reads as one thought.",
  sources: ["https://docs.docker.com/reference/build-checks/from-as-casing/"],
  aka: ["buildkit:FromAsCasing", "dockadvisor:FromAsCasing"],
  examples: [
    { bad: "FROM debian:13 as build\n", good: "FROM debian:13 AS build\n", fixed: "FROM debian:13 AS build\n" },
  ],
  quiet: ["from debian:13 as build\n"],
  message: (a: { should: string }) => `Write ${a.should}, as FROM is written.`,
  check({ eachStage, report }) {
    eachStage(({ from }) => {
      const upper = from.keyword.text === from.keyword.text.toUpperCase();
      const as = from.as;
      if (as === null) return;
      const should = upper ? "AS" : "as";
      if (as.text !== should) report({ span: as, args: { should }, fix: [replace(as, should)] });
    });
  },
});
