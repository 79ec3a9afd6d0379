import { copySource, stageByName } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";
import { insert, replace } from "../edits.ts";

export default defineRule({
  id: "SW1110",
  slug: "stages/number-for-name",
  title: "COPY --from by the number of a stage",
  severity: "info",
  dimension: "maintainability",
  profile: "strict",
  fix: "safe",
  since: "0.1.0",
  why: "A stage added above shifts all numbers, and COPY takes files from another stage without a word. A name stays.",
  sources: ["https://docs.docker.com/build/building/multi-stage/#name-your-build-stages"],
  aka: ["kics:using_unnamed_build_stages", "droast:DF023"],
  examples: [
    {
      bad: "FROM golang:1.27 AS build\nFROM debian:13\nCOPY --from=0 /a /a\n",
      good: "FROM golang:1.27 AS build\nFROM debian:13\nCOPY --from=build /a /a\n",
      fixed: "FROM golang:1.27 AS build\nFROM debian:13\nCOPY --from=build /a /a\n",
    },
    {
      bad: "FROM golang:1.27\nFROM debian:13\nCOPY --from=0 /a /a\n",
      good: "FROM golang:1.27 AS build\nFROM debian:13\nCOPY --from=build /a /a\n",
      fixed: "FROM golang:1.27 AS stage-0\nFROM debian:13\nCOPY --from=stage-0 /a /a\n",
    },
  ],
  quiet: ["FROM golang:1.27 AS build\nFROM debian:13\nCOPY --from=nginx:1.30 /a /a\n"],
  message: (a: { number: string }) => `Stage ${a.number} has a place and no name: name it, and copy from the name.`,
  check({ view, each, report }) {
    each("copy", (copy) => {
      const { from } = copy;
      const source = from !== null && /^\d+$/.test(from.value ?? "") ? copySource(view.file, copy) : null;
      if (from === null || source?.kind !== "stage") return;
      const { stage } = source;
      const image = stage.from.image;
      const name = stage.from.alias?.text ?? `stage-${stage.index}`;
      const taken = stage.from.alias === null && stageByName(view.file, name) !== null;
      const edits = [
        replace(from, name),
        ...(stage.from.alias === null && image !== null ? [insert(image.end, ` AS ${name}`)] : []),
      ];
      report({ span: from, args: { number: from.text }, fix: image === null || taken ? undefined : edits });
    });
  },
});
