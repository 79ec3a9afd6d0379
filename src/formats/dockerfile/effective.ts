import { lowerBound } from "../../core/lower-bound.ts";
import { OfLast } from "../../core/of-last.ts";
import { expand } from "./expand.ts";
import type { BuildInputs } from "./scope.ts";
import { baseOf } from "./stages.ts";
import type { Dockerfile, Instruction, InstructionKind, InstructionOf, Stage } from "./tree.ts";
import { scopeAt } from "./variables.ts";

type Place = Instruction | Stage;

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
  const all = ofKind(file, stage, kind);
  const own = all[lowerBound(all, limit) - 1];
  const found = own ?? inherited(file, stage, kind, inputs);
  return found !== null && isKind(found, kind) ? found : null;
}

const byKind = new OfLast<Dockerfile, Map<InstructionKind, Map<Stage, readonly Instruction[]>>>();

/** The instructions of a kind in a stage, in order. */
function ofKind(file: Dockerfile, stage: Stage, kind: InstructionKind): readonly Instruction[] {
  const kinds = byKind.of(file, () => new Map());
  let stages = kinds.get(kind);
  if (stages === undefined) kinds.set(kind, (stages = new Map<Stage, readonly Instruction[]>()));
  let list = stages.get(stage);
  if (list === undefined) stages.set(stage, (list = stage.instructions.filter((one) => one.kind === kind)));
  return list;
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
    const settled: Instruction | null | undefined = known.get(base.stage) ?? ofKind(file, base.stage, kind).at(-1);
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
