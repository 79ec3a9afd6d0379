import { flagWord } from "../calls.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW1215",
  slug: "user/privileged",
  title: "A privileged step in the build",
  severity: "warning",
  dimension: "security",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "A step with --security=insecure, or a container started with --privileged, has all of the host's rights: the build of a changed dependency then owns the builder.",
  sources: ["https://docs.docker.com/reference/dockerfile/#run---security"],
  aka: ["dockerfile-doctor:DD060", "dockerfile_lint:privileged_run_container"],
  examples: [
    {
      bad: "# syntax=docker/dockerfile:1-labs\nFROM debian:13\nRUN --security=insecure make\n",
      good: "# syntax=docker/dockerfile:1-labs\nFROM debian:13\nRUN make\n",
    },
    { bad: "FROM docker:28\nRUN docker run --privileged x\n", good: "FROM docker:28\nRUN docker run x\n" },
  ],
  message: (a: { flag: string }) => `${a.flag} gives this step the rights of the host.`,
  check({ each, eachCall, report }) {
    each("run", ({ security }) => {
      if (security?.value === "insecure") report({ span: security, args: { flag: "--security=insecure" } });
    });
    eachCall(["docker", "podman", "nerdctl"], (call) => {
      const word = flagWord(call, "--privileged");
      if (word !== null) report({ span: word, args: { flag: word.text } });
    });
  },
});
