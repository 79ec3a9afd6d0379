import { lowerBound } from "../../core/lower-bound.ts";
import { OfLast } from "../../core/of-last.ts";
import { expand } from "./expand.ts";
import { noInputs, type BuildInputs } from "./scope.ts";
import { baseOf } from "./stages.ts";
import type { Dockerfile, Instruction, Stage } from "./tree.ts";
import { scopeAt } from "./variables.ts";

/** A working directory from an offset on; null where it is not known. */
interface Change {
  readonly start: number;
  readonly path: string | null;
}

/** The directory that a stage begins in, and those that it changes to. */
interface Workdirs {
  readonly first: string | null;
  readonly changes: readonly Change[];
}

const made = new OfLast<Dockerfile, WeakMap<BuildInputs, Map<Stage, Workdirs>>>();

/** What Linux takes as a path. */
const longest = 4096;

/** The working directory in force; null where only the base image or an unknown variable says. */
export function effectiveWorkdir(
  file: Dockerfile,
  at: Instruction | Stage,
  inputs: BuildInputs = noInputs,
): string | null {
  const stage = "kind" in at ? file.stages[at.stage] : at;
  if (stage === undefined) return null;
  const { first, changes } = workdirsOf(file, stage, inputs);
  if (!("kind" in at)) return lastOf(first, changes);
  const change = changes[lowerBound(changes, at.start) - 1];
  return change === undefined ? first : change.path;
}

function lastOf(first: string | null, changes: readonly Change[]): string | null {
  const last = changes.at(-1);
  return last === undefined ? first : last.path;
}

function workdirsOf(file: Dockerfile, stage: Stage, inputs: BuildInputs): Workdirs {
  const byInputs = made.of(file, () => new WeakMap());
  let known = byInputs.get(inputs);
  if (known === undefined) byInputs.set(inputs, (known = new Map<Stage, Workdirs>()));
  const missing: Stage[] = [];
  let found: Workdirs | undefined;
  // A loop, not recursion: a file may have thousands of stages, each built from the one before.
  for (let one: Stage | null = stage; one !== null && found === undefined;) {
    found = known.get(one);
    if (found !== undefined) break;
    missing.push(one);
    const base = baseOf(file, one, inputs);
    one = base.kind === "stage" ? base.stage : null;
    if (base.kind === "scratch") found = { first: "/", changes: [] };
  }
  for (const one of missing.reverse()) {
    const first: string | null = found === undefined ? null : lastOf(found.first, found.changes);
    known.set(one, (found = { first, changes: changesIn(file, one, first, inputs) }));
  }
  return found ?? { first: null, changes: [] };
}

function changesIn(file: Dockerfile, stage: Stage, first: string | null, inputs: BuildInputs): readonly Change[] {
  const changes: Change[] = [];
  let now = first;
  for (const instruction of stage.instructions) {
    if (instruction.kind !== "workdir" || instruction.path === null) continue;
    const path = expand(instruction.path, scopeAt(file, instruction, inputs), file.escape).value;
    now = path === null ? null : within(now, path);
    if (now !== null && now.length > longest) now = null;
    changes.push({ start: instruction.start, path: now });
  }
  return changes;
}

const drive = /^[A-Za-z]:/;

function within(now: string | null, path: string): string | null {
  if (drive.test(path)) return path;
  if (path.startsWith("/")) return cleanPath(path);
  if (now === null) return null;
  return drive.test(now) ? `${now}/${path}` : cleanPath(`${now}/${path}`);
}

function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
