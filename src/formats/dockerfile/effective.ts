import { OfLast } from "../../core/of-last.ts";
import { expand } from "./expand.ts";
import type { BuildInputs } from "./scope.ts";
import { baseOf, firstStage, lineage } from "./stages.ts";
import type { Dockerfile, Instruction, InstructionKind, InstructionOf, Stage } from "./tree.ts";
import { scopeAt } from "./variables.ts";

type Place = Instruction | Stage;

/** The instructions that hold at a place, the nearest first: those of its stage before it, then those of the stages it is built FROM. */
function* backwards(file: Dockerfile, at: Place, inputs?: BuildInputs): Generator<Instruction> {
  const stage = "kind" in at ? file.stages[at.stage] : at;
  if (stage === undefined) return;
  const limit = "kind" in at ? at.start : Number.MAX_SAFE_INTEGER;
  for (const one of lineage(file, stage, inputs)) {
    for (let i = one.instructions.length - 1; i >= 0; i--) {
      const instruction = one.instructions[i];
      if (instruction !== undefined && (one !== stage || instruction.start < limit)) yield instruction;
    }
  }
}

function isKind<K extends InstructionKind>(instruction: Instruction, kind: K): instruction is InstructionOf<K> {
  return instruction.kind === kind;
}

/** The last instruction of a kind that holds at a place (a stage stands for its end), looking through the stages it is built FROM. */
export function effective<K extends InstructionKind>(
  file: Dockerfile,
  at: Place,
  kind: K,
  inputs?: BuildInputs,
): InstructionOf<K> | null {
  const stage = "kind" in at ? file.stages[at.stage] : at;
  if (stage === undefined) return null;
  const limit = "kind" in at ? at.start : Number.MAX_SAFE_INTEGER;
  const own = stage.instructions.findLast((one) => one.kind === kind && one.start < limit);
  const found = own ?? inherited(file, stage, kind, inputs);
  return found !== null && isKind(found, kind) ? found : null;
}

/** What holds at the end of each stage, by kind; kept, for a file may have thousands of stages, each FROM the one before. */
const atEnds = new OfLast<Dockerfile, Map<InstructionKind, Map<Stage, Instruction | null>>>();

function inherited(file: Dockerfile, stage: Stage, kind: InstructionKind, inputs?: BuildInputs): Instruction | null {
  const kinds =
    inputs === undefined
      ? atEnds.of(file, () => new Map())
      : new Map<InstructionKind, Map<Stage, Instruction | null>>();
  const known = kinds.get(kind) ?? new Map<Stage, Instruction | null>();
  if (!kinds.has(kind)) kinds.set(kind, known);
  const passed: Stage[] = [];
  let found: Instruction | null = null;
  for (let base = baseOf(file, stage, inputs); base.kind === "stage"; base = baseOf(file, base.stage, inputs)) {
    const settled: Instruction | null | undefined =
      known.get(base.stage) ?? base.stage.instructions.findLast((one) => one.kind === kind);
    passed.push(base.stage);
    if (settled !== undefined || known.has(base.stage)) {
      found = settled ?? null;
      break;
    }
  }
  for (const one of passed) known.set(one, found);
  return found;
}

/** The USER in force, expanded; `user` null where a variable is not known. Null where only the base image says. */
export function effectiveUser(
  file: Dockerfile,
  at: Place,
  inputs?: BuildInputs,
): { readonly user: string | null; readonly by: Instruction } | null {
  const by = effective(file, at, "user", inputs);
  if (by === null) return null;
  return { user: by.user === null ? null : expand(by.user, scopeAt(file, by, inputs), file.escape).value, by };
}

/** The working directory in force; null where only the base image or an unknown variable says. */
export function effectiveWorkdir(file: Dockerfile, at: Place, inputs?: BuildInputs): string | null {
  let tail = "";
  const set = effective(file, at, "workdir", inputs) !== null;
  for (const instruction of set ? backwards(file, at, inputs) : []) {
    if (instruction.kind !== "workdir" || instruction.path === null) continue;
    const path = expand(instruction.path, scopeAt(file, instruction, inputs), file.escape).value;
    if (path === null) return null;
    tail = tail === "" ? path : `${path}/${tail}`;
    if (/^[A-Za-z]:/.test(path)) return tail;
    if (path.startsWith("/")) return cleanPath(tail);
  }
  const stage = "kind" in at ? file.stages[at.stage] : at;
  const first = stage === undefined ? undefined : firstStage(file, stage, inputs);
  return first !== undefined && baseOf(file, first, inputs).kind === "scratch" ? cleanPath(`/${tail}`) : null;
}

function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

const posixShell: readonly string[] = ["/bin/sh", "-c"];

const withShell = new OfLast<Dockerfile, boolean>();

/** The shell that shell forms run in; `["/bin/sh", "-c"]` where no SHELL says otherwise. */
export function effectiveShell(file: Dockerfile, at: Place, inputs?: BuildInputs): readonly string[] {
  const any = withShell.of(file, () => file.instructions.some((one) => one.kind === "shell"));
  // Most files have none, and need not be walked back to their start for each RUN.
  if (!any) return posixShell;
  const shell = effective(file, at, "shell", inputs);
  return shell === null || shell.words.length === 0 ? posixShell : shell.words.map((word) => word.text);
}
