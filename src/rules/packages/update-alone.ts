import { defineRule } from "../define.ts";
import { subcommand } from "../calls.ts";
import { lineEnd, removeInstruction } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import { OfLast } from "../../core/of-last.ts";
import type { RunInstruction, Stage } from "../../formats/dockerfile/index.ts";
import { lowerBound } from "../../core/lower-bound.ts";
import { isServedBy, workOf, type Work } from "./work.ts";
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
const idle = new Set(["set", "echo", "rm", "sed", "true", ":", "test", "[", "sleep"]);
const works = new OfLast<RunInstruction, Work>();

/** Where a stage's last RUN begins that installs, and the last whose commands are not read; -1 where there is none. */
interface Last {
  readonly install: number;
  readonly unread: number;
}

const lasts = new OfLast<Stage, Last>();

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
      const work = works.of(call.run, (run) => workOf(view.callsIn(run), idle, /^(update|clean|upgrade)$/));
      const alone = !work.several && (work.only ?? call) === call && isServedBy(work, call.name);
      if (alone)
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
  const stage = view.stageOf(run);
  if (run.command?.form !== "shell" || view.callsIn(run).length !== 1 || stage === null) return undefined;
  const last = lasts.of(stage, () => lastOf(view, stage));
  if (last.install <= run.start) return last.unread > run.start ? undefined : [removeInstruction(view.text, run)];
  const at = lowerBound(stage.instructions, run.start);
  const next = stage.instructions[at] === run ? stage.instructions[at + 1] : undefined;
  if (
    next?.kind !== "run" ||
    !installs(view, next) ||
    next.leading.length > 0 ||
    next.command === null ||
    next.flags.length > 0 ||
    run.flags.length > 0
  )
    return undefined;
  if (view.callsIn(next)[0]?.start !== next.command.start) return undefined;
  return [{ start: run.end, end: next.command.start, text: ` ${view.file.escape}${lineEnd(view.text)}    && ` }];
}

function installs(view: FileView, run: RunInstruction): boolean {
  return (
    run.command?.form === "shell" &&
    view
      .callsIn(run)
      .some((call) => Object.hasOwn(updates, call.name) && /^(install|add|in)$/.test(subcommand(call)?.value ?? ""))
  );
}

function lastOf(view: FileView, stage: Stage): Last {
  const runs = view.inStage(stage, "run");
  return {
    install: runs.findLast((run) => installs(view, run))?.start ?? -1,
    unread: runs.findLast((run) => view.callsIn(run).length === 0)?.start ?? -1,
  };
}
