import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW1102",
  slug: "stages/name-casing",
  title: "Stage name not in lower case",
  severity: "style",
  dimension: "maintainability",
  profile: "strict",
  fix: "safe",
  since: "0.1.0",
  why: "Stage names are compared in lower case; writing them so leaves no doubt.",
  sources: ["https://docs.docker.com/reference/build-checks/stage-name-casing/"],
  aka: ["buildkit:StageNameCasing", "dockadvisor:StageNameCasing", "dockerfile-doctor:DD050"],
  examples: [
    { bad: "FROM debian:13 AS Build\n", good: "FROM debian:13 AS build\n", fixed: "FROM debian:13 AS build\n" },
  ],
  message: (a: { name: string }) => `Write the stage name ${a.name} in lower case.`,
  check({ eachStage, report }) {
    eachStage(({ from }) => {
      const alias = from.alias;
      if (alias === null || alias.text === alias.text.toLowerCase()) return;
      report({ span: alias, args: { name: alias.text }, fix: [replace(alias, alias.text.toLowerCase())] });
    });
  },
});
