import { defineRule } from "../define.ts";
import { renameStage } from "../stage-edits.ts";

export default defineRule({
  id: "SW1103",
  slug: "stages/name-reserved",
  title: "Stage called scratch or context",
  severity: "error",
  dimension: "portability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "`scratch` and `context` already mean the empty image and the build context.",
  sources: ["https://docs.docker.com/reference/build-checks/reserved-stage-name/"],
  aka: ["hadolint:DL3063", "buildkit:ReservedStageName", "dockadvisor:ReservedStageName"],
  examples: [
    {
      bad: "FROM debian:13 AS scratch\n",
      good: "FROM debian:13 AS build\n",
      fixed: "FROM debian:13 AS scratch-stage\n",
    },
  ],
  message: (a: { name: string }) => `${a.name} is a reserved name.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      const { name, from } = stage;
      if ((name === "scratch" || name === "context") && from.alias !== null)
        report({ span: from.alias, args: { name }, fix: renameStage(view, stage, `${name}-stage`) });
    });
  },
});
