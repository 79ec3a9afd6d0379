import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW5001",
  slug: "shell/cd-not-workdir",
  title: "RUN cd that ends with the line",
  severity: "info",
  dimension: "maintainability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "Each RUN starts in the WORKDIR again: a cd at its end moves nothing, and whoever wrote it thought otherwise.",
  sources: ["https://docs.docker.com/build/building/best-practices/#workdir"],
  aka: [
    "hadolint:DL3003",
    "trivy:DS-0013",
    "kics:run_command_cd_instead_of_workdir",
    "semgrep:use-workdir",
    "droast:DF008",
    "dockerfile-doctor:DD045",
    "tally:hadolint/DL3003",
  ],
  examples: [{ bad: "FROM debian:13\nRUN cd /srv\nRUN make\n", good: "FROM debian:13\nWORKDIR /srv\nRUN make\n" }],
  quiet: ["FROM debian:13\nRUN cd /srv && make && cd ..  && rm -rf /srv\n", "FROM debian:13\nRUN (cd /srv && make)\n"],
  message: (a: { path: string }) => `Nothing runs in ${a.path} after this: use WORKDIR.`,
  check({ view, eachCall, report }) {
    eachCall("cd", (call) => {
      const [path] = call.words;
      // A cd that later commands of the same RUN use does its work; only one that leads nowhere is a mistake.
      if (path !== undefined && view.callsIn(call.run).length === 1) report({ span: call, args: { path: path.text } });
    });
  },
});
