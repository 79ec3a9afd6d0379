import { defineRule } from "../define.ts";
import { subcommand } from "../calls.ts";
import { lineEnd, removeInstruction } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";
import type { FileView } from "../view.ts";

const updates: Readonly<Record<string, string>> = {
  "apt-get": "update",
  apt: "update",
  apk: "update",
  yum: "makecache",
  dnf: "makecache",
  zypper: "refresh",
};

const names = Object.keys(updates);

export default defineRule({
  id: "SW3005",
  slug: "packages/update-alone",
  title: "Package lists updated in a layer of their own",
  severity: "warning",
  dimension: "cache",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The layer is cached: a later change of the install line works on lists of months ago, and fails when the mirror has moved on. Update and install in one RUN.",
  sources: ["https://docs.docker.com/build/building/best-practices/#apt-get"],
  aka: [
    "trivy:DS-0017",
    "kics:update_instruction_alone",
    "checkov:CKV_DOCKER_5",
    "dockle:CIS-DI-0007",
    "parfum:aptGetUpdatePrecedesInstall",
    "droast:DF028",
    "dockerfile-doctor:DD002",
    "cis:4.7",
    "dockerfilelint:apt-get-update_require_install",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt-get update\nRUN apt-get install -y curl\n",
      good: "FROM debian:13\nRUN apt-get update && apt-get install -y curl\n",
      fixed: "FROM debian:13\nRUN apt-get update \\\n    && apt-get install -y curl\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN apt-get update && ./install.sh\n"],
  message: (a: { command: string }) => `${a.command} alone is cached; join it with the install that needs it.`,
  check({ view, report }) {
    for (const call of view.calls(names)) {
      if (subcommand(call)?.value !== updates[call.name]) continue;
      const all = view.callsIn(call.run);
      const others = all.filter(
        (other) =>
          other !== call &&
          !/^(set|echo|rm|sed|true|:|test|\[|sleep)$/.test(other.name) &&
          !(other.name === call.name && /^(update|clean|upgrade)$/.test(subcommand(other)?.value ?? "")),
      );
      if (others.length === 0)
        report({
          span: call,
          args: { command: `${call.name} ${updates[call.name] ?? ""}` },
          fix: joined(view, call.run),
        });
    }
  },
});

/** Into the RUN right below where that installs; away where nothing below in the stage installs. */
function joined(view: FileView, run: RunInstruction): readonly Edit[] | undefined {
  const list = view.stageOf(run)?.instructions ?? [];
  const later = list.filter((one) => one.kind === "run" && one.start > run.start);
  const installs = (one: (typeof list)[number] | undefined): one is RunInstruction =>
    one?.kind === "run" &&
    one.command?.form === "shell" &&
    view
      .callsIn(one)
      .some((call) => Object.hasOwn(updates, call.name) && /^(install|add|in)$/.test(subcommand(call)?.value ?? ""));
  if (run.command?.form !== "shell" || view.callsIn(run).length !== 1) return undefined;
  if (!later.some(installs))
    return later.some((one) => one.kind === "run" && view.callsIn(one).length === 0)
      ? undefined
      : [removeInstruction(view.text, run)];
  const next = list[list.indexOf(run) + 1];
  if (
    !installs(next) ||
    next.leading.length > 0 ||
    next.command === null ||
    next.flags.length > 0 ||
    run.flags.length > 0
  )
    return undefined;
  if (view.callsIn(next)[0]?.start !== next.command.start) return undefined;
  return [{ start: run.end, end: next.command.start, text: ` ${view.file.escape}${lineEnd(view.text)}    && ` }];
}
