import { defineRule } from "../define.ts";
import { errorsOf } from "../syntax/errors.ts";

export default defineRule({
  id: "SW1109",
  slug: "stages/name-invalid",
  title: "Stage name with characters that it must not hold",
  severity: "error",
  dimension: "maintainability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "The builder refuses the file: a name begins with a letter and holds letters, digits, `-`, `_` and `.`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#from"],
  aka: ["dockerfile-utils:INVALID_BUILD_STAGE_NAME", "dockadvisor:FromInvalidStageName"],
  examples: [{ bad: "FROM debian:13 AS 1build\n", good: "FROM debian:13 AS build1\n" }],
  quiet: ["FROM debian:13 AS build_1.x-y\n"],
  message: (a: { said: string }) => a.said,
  check({ view, report }) {
    errorsOf(view, "bad-stage-name").forEach(report);
  },
});
