import { flagWord } from "../calls.ts";
import { defineRule } from "../define.ts";
import { removeWord } from "../edits.ts";

export default defineRule({
  id: "SW1215",
  slug: "user/privileged",
  title: "A privileged step in the build",
  severity: "warning",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "A step with --security=insecure, or a container started with --privileged, has all of the host's rights: the build of a changed dependency then owns the builder.",
  sources: ["https://docs.docker.com/reference/dockerfile/#run---security"],
  aka: ["dockerfile-doctor:DD060", "dockerfile_lint:privileged_run_container"],
  examples: [
    {
      bad: "# syntax=docker/dockerfile:1-labs\nFROM debian:13\nRUN --security=insecure make\n",
      good: "# syntax=docker/dockerfile:1-labs\nFROM debian:13\nRUN make\n",
      fixed: "# syntax=docker/dockerfile:1-labs\nFROM debian:13\nRUN make\n",
    },
    {
      bad: "FROM docker:28\nRUN docker run --privileged x\n",
      good: "FROM docker:28\nRUN docker run x\n",
      fixed: "FROM docker:28\nRUN docker run x\n",
    },
  ],
  message: (a: { flag: string }) => `${a.flag} gives this step the rights of the host.`,
  check({ view, each, eachCall, report }) {
    each("run", (run) => {
      const { security } = run;
      const flag = run.flags.find((one) => one.name === "security");
      if (security?.value === "insecure")
        report({
          span: security,
          args: { flag: "--security=insecure" },
          fix: flag === undefined ? undefined : [removeWord(view.text, flag)],
        });
    });
    eachCall(["docker", "podman", "nerdctl"], (call) => {
      const word = flagWord(call, "--privileged");
      if (word !== null)
        report({
          span: word,
          args: { flag: word.text },
          fix: call.shell && word.text === "--privileged" ? [removeWord(view.text, word)] : undefined,
        });
    });
  },
});
