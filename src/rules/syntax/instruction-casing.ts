import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW8011",
  slug: "syntax/instruction-casing",
  title: "Instructions in mixed casing",
  severity: "style",
  dimension: "maintainability",
  profile: "strict",
  fix: "safe",
  since: "0.1.0",
  why: "One casing lets the eye find the instructions; upper case is the convention.",
  sources: ["https://docs.docker.com/reference/build-checks/consistent-instruction-casing/"],
  aka: [
    "buildkit:ConsistentInstructionCasing",
    "dockerfile-utils:CASING_INSTRUCTION",
    "dockerfilelint:uppercase_commands",
    "dockerfile-doctor:DD071",
    "dockadvisor:ConsistentInstructionCasing",
  ],
  examples: [
    { bad: "FROM debian:13\nrun make\n", good: "FROM debian:13\nRUN make\n", fixed: "FROM debian:13\nRUN make\n" },
  ],
  quiet: ["from debian:13\nrun make\n"],
  message: (a: { should: string }) => `Write ${a.should}.`,
  check({ view, report }) {
    if (!view.file.instructions.some(({ keyword }) => /[a-z]/.test(keyword.text))) return;
    const all = view.file.instructions.filter((one) => one.kind !== "unknown");
    const lower = all.filter((one) => one.keyword.text === one.keyword.text.toLowerCase()).length;
    if (lower === all.length) return;
    for (const one of all) {
      const should = one.keyword.text.toUpperCase();
      if (one.keyword.text !== should)
        report({ span: one.keyword, args: { should }, fix: [replace(one.keyword, should)] });
    }
  },
});
