import { defineRule } from "../define.ts";
import { lowerBound } from "../../core/lower-bound.ts";
import { renameStage } from "../stage-edits.ts";
import { errorsOf } from "../syntax/errors.ts";

export default defineRule({
  id: "SW1109",
  slug: "stages/name-invalid",
  title: "Stage name with characters that it must not hold",
  severity: "error",
  dimension: "maintainability",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "The builder refuses the file: a name begins with a letter and holds letters, digits, `-`, `_` and `.`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#from"],
  aka: ["dockerfile-utils:INVALID_BUILD_STAGE_NAME", "dockadvisor:FromInvalidStageName"],
  examples: [
    {
      bad: "FROM debian:13 AS 1build\n",
      good: "FROM debian:13 AS build1\n",
      fixed: "FROM debian:13 AS stage-1build\n",
    },
  ],
  quiet: ["FROM debian:13 AS build_1.x-y\n"],
  message: (a: { said: string }) => a.said,
  check({ view, report }) {
    for (const found of errorsOf(view, "bad-stage-name")) {
      const { stages } = view.file;
      const last = stages[lowerBound(stages, found.span.start) - 1];
      const stage = last?.from.alias?.start === found.span.start ? last : undefined;
      const bare = (stage?.name ?? "")
        .replace(/[^a-z0-9_.-]+/g, "-")
        .replace(/^-+/, "")
        .replace(/(?<!-)-+$/, "");
      const name = /^[a-z]/.test(bare) ? bare : `stage-${bare}`;
      report({ ...found, fix: stage === undefined || bare === "" ? undefined : renameStage(view, stage, name) });
    }
  },
});
