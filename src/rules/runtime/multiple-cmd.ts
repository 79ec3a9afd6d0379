import { defineRule } from "../define.ts";
import { removeInstruction } from "../edits.ts";

export default defineRule({
  id: "SW6003",
  slug: "runtime/multiple-cmd",
  title: "Several CMD, ENTRYPOINT or HEALTHCHECK in a stage",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "Only the last one counts; the others read as if they ran.",
  sources: ["https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/"],
  aka: [
    "hadolint:DL4003",
    "hadolint:DL4004",
    "hadolint:DL3012",
    "buildkit:MultipleInstructionsDisallowed",
    "trivy:DS-0016",
    "trivy:DS-0007",
    "trivy:DS-0023",
    "kics:multiple_cmd_instructions_listed",
    "kics:multiple_entrypoint_instructions_listed",
    "dockerfile-utils:MULTIPLE_INSTRUCTIONS",
    "droast:DF038",
    "droast:DF039",
    "droast:DF041",
    "semgrep:multiple-entrypoint-instructions",
    "dockerfile-doctor:DD036",
    "dockerfile-doctor:DD037",
    "dockerfile-doctor:DD049",
    "dockadvisor:MultipleInstructionsDisallowed",
  ],
  examples: [
    {
      bad: 'FROM debian:13\nCMD ["a"]\nCMD ["b"]\n',
      good: 'FROM debian:13\nCMD ["b"]\n',
      fixed: 'FROM debian:13\nCMD ["b"]\n',
    },
    { bad: 'FROM debian:13\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]\n', good: 'FROM debian:13\nENTRYPOINT ["b"]\n' },
    { bad: "FROM debian:13\nHEALTHCHECK CMD a\nHEALTHCHECK NONE\n", good: "FROM debian:13\nHEALTHCHECK NONE\n" },
  ],
  quiet: [
    'FROM debian:13 AS a\nCMD ["a"]\nFROM a\nCMD ["b"]\n',
    'FROM debian:13\nCMD ["a"]\nENTRYPOINT ["b"]\nCMD ["c"]\n',
  ],
  message: (a: { keyword: string; line: number }) => `This ${a.keyword} never counts: line ${a.line} replaces it.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      for (const kind of ["cmd", "entrypoint", "healthcheck"] as const) {
        const all = view.inStage(stage, kind);
        if (all.length < 2) continue;
        // ENTRYPOINT resets an inherited CMD, so a CMD on either side of it may be meant.
        const resets = kind === "cmd" ? view.inStage(stage, "entrypoint") : [];
        let reset = 0;
        all.forEach((one, index) => {
          const next = all[index + 1];
          while ((resets[reset]?.start ?? Infinity) < one.start) reset++;
          if (next === undefined || (resets[reset]?.start ?? Infinity) < next.start) return;
          report({
            span: one,
            args: { keyword: one.keyword.text, line: view.file.lines.position(next.start).line },
            fix: [removeInstruction(view.text, one)],
          });
        });
      }
    });
  },
});
