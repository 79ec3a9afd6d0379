import { defineRule } from "../define.ts";
import { suppressionsOf } from "../suppress.ts";

export default defineRule({
  id: "SW8016",
  slug: "syntax/ignored-without-reason",
  title: "A finding ignored without a reason",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0,
  fix: "none",
  since: "0.1.0",
  why: "The next reader cannot tell whether the ignore is still right. A word after the ids is enough.",
  sources: ["https://github.com/hadolint/hadolint#inline-ignores"],
  aka: ["hadolint:DL1001"],
  examples: [
    {
      bad: "# hadolint ignore=DL3006\nFROM debian\n",
      good: "# hadolint ignore=DL3006 the mirror has one release only\nFROM debian\n",
    },
  ],
  quiet: [
    "# seaworthy ignore=SW1001 the mirror has one release only\nFROM debian\n",
    "# we ignore this\nFROM debian:13\n",
  ],
  message: () => "Say why this is ignored.",
  check({ view, report }) {
    for (const { reason, form, comment } of suppressionsOf(view.file))
      if (reason === null && form !== "buildkit") report({ span: comment, args: {} });
  },
});
