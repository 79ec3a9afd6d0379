import { defineRule } from "../define.ts";
import { removeInstruction } from "../edits.ts";

export default defineRule({
  id: "SW6015",
  slug: "runtime/command-empty",
  title: "An instruction that runs nothing",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  points: 0.5,
  fix: "safe",
  since: "0.1.0",
  why: "An empty RUN is a layer for nothing; an empty CMD or ENTRYPOINT takes away what the base image had.",
  sources: ["https://docs.docker.com/reference/dockerfile/#run"],
  aka: [
    "dockerfile-doctor:DD047",
    "dockadvisor:RunMissingCommand",
    "dockadvisor:CmdMissingCommand",
    "dockadvisor:EntrypointMissingCommand",
  ],
  examples: [
    {
      bad: 'FROM debian:13\nRUN\nCMD ["a"]\n',
      good: 'FROM debian:13\nCMD ["a"]\n',
      fixed: 'FROM debian:13\nCMD ["a"]\n',
    },
    { bad: "FROM debian:13\nCMD\n", good: "FROM debian:13\nCMD []\n" },
  ],
  quiet: ["FROM debian:13\nENTRYPOINT []\n"],
  message: (a: { keyword: string }) => `${a.keyword} has nothing to run.`,
  check({ view, each, report }) {
    each(["run", "cmd", "entrypoint"], (one) => {
      if (one.command === null && !one.onbuild)
        report({
          span: one,
          args: { keyword: one.keyword.text },
          fix: one.kind === "run" && one.heredocs.length === 0 ? [removeInstruction(view.text, one)] : undefined,
        });
    });
  },
});
