import { hasFlag, subcommand } from "../calls.ts";
import { defineRule } from "../define.ts";
import { OfLast } from "../../core/of-last.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";

export default defineRule({
  id: "SW2118",
  slug: "downloads/git-clone",
  title: "git clone in a RUN",
  severity: "style",
  dimension: "reproducibility",
  profile: "all",
  points: 0.25,
  fix: "none",
  since: "0.1.0",
  why: "The layer is kept as long as the line is the same, however old the clone; and git and its history come along. `ADD <repository>#<commit>` fetches what it names, and nothing else.",
  sources: ["https://docs.docker.com/reference/dockerfile/#adding-files-from-a-git-repository"],
  aka: ["tally:prefer-add-git"],
  examples: [
    {
      bad: "FROM debian:13\nRUN git clone https://example.org/a.git /a\n",
      good: "FROM debian:13\nADD https://example.org/a.git#v1.2.3 /a\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN git clone --branch v1.2.3 --depth 1 https://example.org/a.git /a\n",
    "FROM debian:13\nRUN git clone https://example.org/a.git /a && cd /a && git checkout 1234567\n",
    "FROM debian:13\nRUN git clone $URL\n",
  ],
  message: () => "This clones whatever is newest, once: name a commit, or use ADD.",
  check({ eachCall, report }) {
    eachCall("git", (call) => {
      if (
        subcommand(call)?.value !== "clone" ||
        hasFlag(call, "-b", "--branch", "--revision") ||
        !call.words.some((word) => /^https?:\/\/[^$]+$/.test(word.value ?? "")) ||
        checksOut(call.run)
      )
        return;
      report({ span: call, args: {} });
    });
  },
});

const moving = new OfLast<RunInstruction, boolean>();

/** Whether the same step chooses what it works on after it cloned. */
function checksOut(run: RunInstruction): boolean {
  return moving.of(run, () => /git\s+(-C \S+ )?(checkout|reset|switch)/.test(run.rest.text));
}
