import { defineRule } from "../define.ts";
import type { Stage } from "../../formats/dockerfile/index.ts";
import { OfLast } from "../../core/of-last.ts";

const shOnly =
  /(^|\/)(python|node|ruby|debian|ubuntu|golang|rust|openjdk|php|perl|eclipse-temurin|alpine|busybox)(:|$)/;

const plain = new OfLast<Stage, boolean>();

export default defineRule({
  id: "SW5005",
  slug: "shell/bashism",
  title: "bash's `source`, `[[` or `pushd` run by sh",
  severity: "error",
  dimension: "portability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "RUN uses /bin/sh, which is dash on Debian and ash on Alpine: the command is not there, and in an `if` nobody notices.",
  sources: ["https://docs.docker.com/reference/dockerfile/#shell", "https://www.shellcheck.net/wiki/SC3046"],
  aka: ["droast:DF066", "shellcheck:SC3044", "shellcheck:SC3046", "shellcheck:SC3051"],
  examples: [
    { bad: "FROM debian:13\nRUN source /etc/profile && make\n", good: "FROM debian:13\nRUN . /etc/profile && make\n" },
  ],
  quiet: [
    'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN source /etc/profile\n',
    "FROM fedora:43\nRUN source /etc/profile\n",
    "FROM debian:13\nRUN <<EOF bash\nsource /etc/profile\nEOF\n",
  ],
  message: (a: { name: string }) => `sh has no ${a.name}: choose bash with SHELL, or write it for sh.`,
  check({ view, eachCall, report }) {
    let linked: boolean | null = null;
    eachCall(["source", "pushd", "popd", "shopt", "declare"], (call) => {
      const stage = view.stageOf(call.run);
      if (!call.shell || stage === null || call.run.heredocs.length > 0) return;
      const root = view.root(stage);
      if (root === null || !plain.of(stage, () => shOnly.test(root))) return;
      const shell = view.shell(call.run)[0] ?? "/bin/sh";
      // Alpine's ash knows `source`.
      if (!/(^|\/)(sh|dash|ash)$/.test(shell) || (call.name === "source" && /alpine|busybox/.test(root))) return;
      linked ??= /ln -s\S* \S*bash/.test(view.text);
      if (linked) return;
      report({ span: call.nameSpan, args: { name: call.name } });
    });
  },
});
