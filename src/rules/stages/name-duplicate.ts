import { defineRule } from "../define.ts";
import { renameStage } from "../stage-edits.ts";

export default defineRule({
  id: "SW1101",
  slug: "stages/name-duplicate",
  title: "Two stages with one name",
  severity: "error",
  dimension: "maintainability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "COPY --from and --target then mean the last of them so far, which readers cannot see.",
  sources: ["https://docs.docker.com/reference/build-checks/duplicate-stage-name/"],
  aka: [
    "hadolint:DL3024",
    "buildkit:DuplicateStageName",
    "trivy:DS-0012",
    "kics:same_alias_in_different_froms",
    "checkov:CKV_DOCKER_11",
    "dockerfile-utils:DUPLICATE_BUILD_STAGE_NAME",
    "droast:DF042",
    "dockadvisor:DuplicateStageName",
  ],
  examples: [
    {
      bad: "FROM debian:13 AS build\nRUN make\nFROM debian:13 AS build\nRUN make install\n",
      good: "FROM debian:13 AS build\nRUN make\nFROM debian:13 AS final\nRUN make install\n",
      fixed: "FROM debian:13 AS build\nRUN make\nFROM debian:13 AS build-2\nRUN make install\n",
    },
  ],
  message: (a: { name: string }) => `An earlier stage is called ${a.name} too.`,
  check({ view, eachStage, report }) {
    const seen = new Set<string>();
    eachStage((stage) => {
      const { name, from } = stage;
      if (name === null) return;
      if (seen.has(name) && from.alias !== null)
        report({ span: from.alias, args: { name }, fix: renameStage(view, stage, `${name}-${stage.index + 1}`) });
      seen.add(name);
    });
  },
});
