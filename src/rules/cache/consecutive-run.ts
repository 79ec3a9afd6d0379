import type { Edit } from "../../core/edit.ts";
import { defineRule } from "../define.ts";
import { lineEnd } from "../edits.ts";
import type { FileView } from "../view.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";

const managers = ["apt-get", "apt", "apk", "yum", "dnf", "microdnf", "zypper"];

export default defineRule({
  id: "SW4002",
  slug: "cache/consecutive-run",
  title: "Several RUN of one package manager in a row",
  severity: "info",
  dimension: "size",
  profile: "strict",
  fix: "suggested",
  since: "0.1.0",
  why: "Each RUN is a layer: what a later one deletes stays in the earlier. Steps that belong together belong in one RUN.",
  sources: ["https://docs.docker.com/build/building/best-practices/#run"],
  aka: [
    "hadolint:DL3059",
    "kics:multiple_run_add_copy_instructions_listed",
    "droast:DF003",
    "dockerfile-doctor:DD005",
    "parfum:ruleMoreThanOneInstall",
    "tally:prefer-run-heredoc",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt-get update && apt-get install -y git\nRUN apt-get update && apt-get install -y curl\n",
      good: "FROM debian:13\nRUN apt-get update && apt-get install -y git curl\n",
      fixed:
        "FROM debian:13\nRUN apt-get update && apt-get install -y git \\\n    && apt-get update && apt-get install -y curl\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN make\nRUN make install\n",
    "FROM debian:13 AS b\nRUN apt-get install -y a\nRUN apt-get install -y b\nFROM debian:13\nCOPY --from=b /a /a\n",
  ],
  message: (a: { name: string }) => `Join this with the ${a.name} of the line above.`,
  check({ view, report }) {
    if (view.calls(managers).length < 2) return;
    for (const stage of view.shipped()) {
      view.readIn(stage).forEach((run, index) => {
        const before = stage.instructions[index - 1];
        if (run.kind !== "run" || before?.kind !== "run" || run.mounts.length !== before.mounts.length) return;
        const name = managerOf(view, run);
        if (name !== null && name === managerOf(view, before))
          report({ span: run.keyword, args: { name }, fix: joined(view, before, run) });
      });
    }
  },
});

/** The one package manager of a RUN. */
function managerOf(view: FileView, run: RunInstruction): string | null {
  let found: string | null = null;
  for (const { name } of view.callsIn(run)) {
    if (!managers.includes(name) || name === found) continue;
    if (found !== null) return null;
    found = name;
  }
  return found;
}

/** The second's commands after the first's, where both are plain lists that `&&` may join. */
function joined(view: FileView, before: RunInstruction, run: RunInstruction): readonly Edit[] | undefined {
  const plain = [before, run].every(
    (one) =>
      one.command?.form === "shell" &&
      one.heredocs.length === 0 &&
      one.flags.length === 0 &&
      one.comments.length === 0 &&
      view.callsIn(one).every((call) => !call.nested) &&
      !/[;#]|\|\||&\s*$|\bset\s+[-+]|\bcd\b|\bexport\b/.test(one.rest.text),
  );
  if (!plain || run.leading.length > 0) return undefined;
  const between = view.text.slice(before.end, run.start);
  if (between.trim() !== "") return undefined;
  const join = ` ${view.file.escape}${lineEnd(view.text)}    && `;
  return [{ start: before.end, end: run.rest.start, text: join }];
}
