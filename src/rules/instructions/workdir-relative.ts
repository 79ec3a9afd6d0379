import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW7001",
  slug: "instructions/workdir-relative",
  title: "WORKDIR without a leading /",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  points: 1,
  fix: "safe",
  since: "0.1.0",
  why: "It depends on the WORKDIR before it, which may be the base image's and may change with it.",
  sources: ["https://docs.docker.com/reference/build-checks/workdir-relative-path/"],
  aka: [
    "hadolint:DL3000",
    "buildkit:WorkdirRelativePath",
    "trivy:DS-0009",
    "kics:workdir_path_not_absolute",
    "checkov:CKV_DOCKER_10",
    "dockerfile-utils:WORKDIR_IS_NOT_ABSOLUTE",
    "droast:DF009",
    "dockerfile-doctor:DD011",
    "dockadvisor:WorkdirRelativePath",
  ],
  examples: [
    {
      bad: "FROM debian:13\nWORKDIR app\n",
      good: "FROM debian:13\nWORKDIR /app\n",
      fixed: "FROM debian:13\nWORKDIR /app\n",
    },
  ],
  quiet: [
    "FROM debian:13\nWORKDIR /app\nWORKDIR sub\n",
    "FROM debian:13\nWORKDIR $HOME/a\n",
    'FROM debian:13\nWORKDIR "/app"\n',
    "FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nWORKDIR C:\\\\app\n",
  ],
  message: (a: { path: string }) => `${a.path} is relative to whatever stood before.`,
  check({ view, each, report }) {
    each("workdir", (workdir) => {
      const path = workdir.path;
      const stage = view.stageOf(workdir);
      if (
        path === null ||
        stage === null ||
        path.value === null ||
        /^[/~]|^[A-Za-z]:/.test(path.value) ||
        view.isWindows(stage)
      )
        return;
      // Below an absolute WORKDIR of this file a relative one is plain to read.
      if (view.shipped().length > 0 && (view.inStage(stage, "workdir")[0]?.start ?? workdir.start) < workdir.start)
        return;
      const alone = path.text === path.value && view.base(stage).kind === "image" && !workdir.onbuild;
      report({ span: path, args: { path: path.value }, fix: alone ? [insert(path.start, "/")] : undefined });
    });
  },
});
