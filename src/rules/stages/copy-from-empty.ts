import { copySource, type Stage } from "../../formats/dockerfile/index.ts";
import { rememberBy } from "../knowledge/remember.ts";
import { defineRule } from "../define.ts";

const isFilled = rememberBy((stage: Stage) =>
  stage.instructions.some((one) => ["copy", "add", "run", "workdir"].includes(one.kind)),
);

export default defineRule({
  id: "SW1113",
  slug: "stages/copy-from-empty",
  title: "COPY from a stage that holds no files",
  severity: "error",
  dimension: "reproducibility",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "The stage starts from nothing and adds nothing, so there is no file to copy and the build fails.",
  sources: ["https://docs.docker.com/build/building/base-images/#create-a-minimal-base-image-using-scratch"],
  aka: ["tally:copy-from-empty-scratch-stage"],
  examples: [
    {
      bad: "FROM scratch AS files\nFROM debian:13\nCOPY --from=files /a /a\n",
      good: "FROM scratch AS files\nCOPY a /a\nFROM debian:13\nCOPY --from=files /a /a\n",
    },
  ],
  quiet: ["FROM scratch AS files\nWORKDIR /a\nFROM debian:13\nCOPY --from=files /a /a\n"],
  message: (a: { name: string }) => `Stage ${a.name} holds no files.`,
  check({ view, each, report }) {
    each("copy", (copy) => {
      const source = copySource(view.file, copy);
      if (source?.kind !== "stage" || copy.from === null || view.base(source.stage).kind !== "scratch") return;
      if (isFilled(source.stage)) return;
      report({ span: copy.from, args: { name: copy.from.text } });
    });
  },
});
