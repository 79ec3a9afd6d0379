import { OfLast } from "../../core/of-last.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";
import { hasFlag, hasOperands, subcommand } from "../calls.ts";
import { removeInstruction } from "../edits.ts";
import { isServedBy, workOf, type Work } from "./work.ts";

const works = new OfLast<RunInstruction, Work>();
const idle = new Set(["rm", "set"]);

export default defineRule({
  id: "SW3010",
  slug: "packages/nothing-installed",
  title: "An installation without packages",
  severity: "info",
  dimension: "size",
  profile: "default",
  points: 0.5,
  fix: "safe",
  since: "0.1.0",
  why: "It downloads the lists, installs nothing, and leaves a layer.",
  sources: ["https://manpages.debian.org/stable/apt/apt-get.8.en.html"],
  aka: [],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt-get update && apt-get install -y && rm -rf /var/lib/apt/lists/*\nRUN make\n",
      good: "FROM debian:13\nRUN make\n",
      fixed: "FROM debian:13\nRUN make\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN apt-get install -y $PACKAGES && apt-get install -f -y && xargs apt-get install -y < list\n",
    "FROM debian:13\nRUN dpkg -i a.deb; apt-get -y --fix-broken install\n",
  ],
  message: (a: { name: string }) => `${a.name} install names no package.`,
  check({ view, eachCall, report }) {
    eachCall(["apt-get", "apt", "apk", "dnf", "yum"], (call) => {
      const what = subcommand(call)?.value;
      if ((what !== "install" && what !== "add") || hasOperands(call, 2, ["-o", "-t", "-c", "--repository", "-X"]))
        return;
      if (hasFlag(call, "-f", "--fix-broken") || call.pipe.length > 1 || call.nested) return;
      const work = works.of(call.run, (run) => workOf(view.callsIn(run), idle, /^(update|clean)$/));
      const plain = work.only === call && isServedBy(work, call.name);
      report({
        span: call,
        args: { name: call.name },
        fix: plain && call.shell ? [removeInstruction(view.text, call.run)] : undefined,
      });
    });
  },
});
