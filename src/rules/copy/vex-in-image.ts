import { defineRule } from "../define.ts";
import { removeSource } from "../edits.ts";

export default defineRule({
  id: "SW2010",
  slug: "copy/vex-in-image",
  title: "A statement on vulnerabilities copied into the image",
  severity: "info",
  dimension: "maintainability",
  profile: "strict",
  fix: "suggested",
  since: "0.1.0",
  why: "A VEX document says what holds on the day it is written; in the image it cannot be corrected. Attach it as an attestation.",
  sources: ["https://docs.docker.com/scout/how-tos/create-exceptions-vex/"],
  aka: ["tally:prefer-vex-attestation"],
  examples: [
    {
      bad: "FROM debian:13\nCOPY app.vex.json /\n",
      good: "FROM debian:13\nCOPY app.json /\n",
      fixed: "FROM debian:13\n",
    },
  ],
  message: (a: { file: string }) => `${a.file} belongs beside the image, as an attestation.`,
  check({ view, each, report }) {
    each(["copy", "add"], (copy) => {
      const { sources } = copy;
      for (const source of sources)
        if (/(^|[./])(open)?vex\.json$/.test(source.value ?? ""))
          report({
            span: source,
            args: { file: source.text },
            fix: removeSource(view.text, copy, source),
          });
    });
  },
});
