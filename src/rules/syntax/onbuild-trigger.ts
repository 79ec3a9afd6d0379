import { defineRule } from "../define.ts";
import { errorsOf } from "../syntax/errors.ts";

export default defineRule({
  id: "SW8007",
  slug: "syntax/onbuild-trigger",
  title: "ONBUILD with an instruction that it does not take",
  severity: "error",
  dimension: "maintainability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "A trigger is no FROM, no ONBUILD and no MAINTAINER: the builder refuses the line.",
  sources: ["https://docs.docker.com/reference/dockerfile/#onbuild-limitations"],
  aka: [
    "hadolint:DL3043",
    "dockerfile-utils:ONBUILD_CHAINING_DISALLOWED",
    "dockerfile-utils:ONBUILD_TRIGGER_DISALLOWED",
    "droast:DF068",
    "tally:invalid-onbuild-trigger",
    "tally:hadolint/DL3043",
    "dockadvisor:OnbuildMissingInstruction",
  ],
  examples: [{ bad: "FROM debian:13\nONBUILD FROM debian:13\n", good: "FROM debian:13\nONBUILD RUN make\n" }],
  message: (a: { said: string }) => a.said,
  check({ view, report }) {
    errorsOf(view, "bad-onbuild").forEach(report);
    for (const found of errorsOf(view, "missing-arguments")) if (found.args.said.startsWith("ONBUILD")) report(found);
  },
});
