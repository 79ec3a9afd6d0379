import { lowerBound } from "../../core/lower-bound.ts";
import { OfLast } from "../../core/of-last.ts";
import { expandFrom } from "./globals.ts";
import { noInputs, type BuildInputs } from "./scope.ts";
import type { CopyInstruction, Dockerfile, Instruction, Mount, Stage, Word } from "./tree.ts";

/** Where a stage, a `COPY --from` or a mount's `from` takes its files. `image` null: its name is not known from the file. */
export type Source =
  | { readonly kind: "scratch" }
  | { readonly kind: "stage"; readonly stage: Stage }
  | { readonly kind: "context"; readonly name: string }
  | { readonly kind: "image"; readonly image: string | null };

/** One arrow of the stage graph. */
export interface Dependency {
  readonly through: "from" | "copy" | "mount";
  readonly instruction: Instruction;
  /** What names the source. */
  readonly word: Word | Mount | null;
  readonly source: Source;
}

const names = new OfLast<Dockerfile, ReadonlyMap<string, readonly Stage[]>>();

function namesIn(file: Dockerfile): ReadonlyMap<string, readonly Stage[]> {
  const found = new Map<string, Stage[]>();
  for (const stage of file.stages) {
    if (stage.name === null) continue;
    const same = found.get(stage.name);
    if (same === undefined) found.set(stage.name, [stage]);
    else same.push(stage);
  }
  return found;
}

function named(file: Dockerfile, name: string): readonly Stage[] {
  return names.of(file, namesIn).get(name.toLowerCase()) ?? none;
}

const none: readonly Stage[] = [];

export function stages(file: Dockerfile): readonly Stage[] {
  return file.stages;
}

/** The last stage of that name (any casing); with `before`, the last of those whose index is lower. */
export function stageByName(file: Dockerfile, name: string, before?: number): Stage | null {
  const same = named(file, name);
  const limit = before === undefined ? null : file.stages[before];
  return same[(limit == null ? same.length : lowerBound(same, limit.start)) - 1] ?? null;
}

/** The stage that a build makes: `--target`, or the last one. Null where there is none. */
export function finalStage(file: Dockerfile, inputs: BuildInputs = noInputs): Stage | null {
  const { target } = inputs;
  if (target === undefined || target === "") return file.stages.at(-1) ?? null;
  return stageByName(file, target) ?? (/^[0-9]+$/.test(target) ? (file.stages[Number(target)] ?? null) : null);
}

/** What the stage stands on: its FROM resolved (`FROM scratch`, an earlier stage, a named context, an image). */
export function baseOf(file: Dockerfile, stage: Stage, inputs: BuildInputs = noInputs): Source {
  if (inputs !== noInputs) return findBase(file, stage, inputs);
  const known = bases.of(file, newMap);
  let base = known.get(stage);
  if (base === undefined) known.set(stage, (base = findBase(file, stage, inputs)));
  return base;
}

const bases = new OfLast<Dockerfile, Map<Stage, Source>>();
const firsts = new OfLast<Dockerfile, Map<Stage, Stage>>();
const newMap = <K, V>(): Map<K, V> => new Map<K, V>();

function findBase(file: Dockerfile, stage: Stage, inputs: BuildInputs): Source {
  const { contexts = {} } = inputs;
  if (stage.name !== null && Object.hasOwn(contexts, stage.name)) return { kind: "context", name: stage.name };
  const image = expandFrom(file, stage.from, inputs).value;
  if (image === null || image === "") return { kind: "image", image: null };
  const earlier = stageByName(file, image, stage.index);
  if (earlier !== null) return { kind: "stage", stage: earlier };
  if (image === "scratch") return { kind: "scratch" };
  return Object.hasOwn(contexts, image) ? { kind: "context", name: image } : { kind: "image", image };
}

/** The stage itself and the earlier stages that it is built FROM, nearest first. */
export function lineage(file: Dockerfile, stage: Stage, inputs?: BuildInputs): readonly Stage[] {
  const line: Stage[] = [];
  for (let at: Stage | null = stage; at !== null;) {
    line.push(at);
    const base: Source = baseOf(file, at, inputs);
    at = base.kind === "stage" ? base.stage : null;
  }
  return line;
}

/** The stage at the far end of the lineage. */
export function firstStage(file: Dockerfile, stage: Stage, inputs: BuildInputs = noInputs): Stage {
  const known = inputs === noInputs ? firsts.of(file, newMap) : new Map<Stage, Stage>();
  const passed: Stage[] = [];
  let at = stage;
  for (let next: Stage | undefined = stage; next !== undefined;) {
    at = known.get(next) ?? next;
    passed.push(next);
    if (known.has(next)) break;
    const base: Source = baseOf(file, next, inputs);
    next = base.kind === "stage" ? base.stage : undefined;
  }
  for (const one of passed) known.set(one, at);
  return at;
}

/** The image that the stage stands on in the end, through earlier stages; null for scratch, a context, or an unknown name. */
export function rootImage(file: Dockerfile, stage: Stage, inputs?: BuildInputs): string | null {
  const base = baseOf(file, firstStage(file, stage, inputs), inputs);
  return base.kind === "image" ? base.image : null;
}

/** Where `COPY --from` takes its files; null for a COPY from the build context. A stage may also be the own one or a later one, which BuildKit refuses. */
export function copySource(file: Dockerfile, copy: CopyInstruction, inputs: BuildInputs = noInputs): Source | null {
  return copy.from === null ? null : sourceNamed(file, copy.from.value, inputs, true);
}

function sourceNamed(file: Dockerfile, name: string | null, inputs: BuildInputs, indexes: boolean): Source {
  if (name === null || name === "") return { kind: "image", image: null };
  const index = indexes && /^[+]?[0-9]{1,9}$/.test(name) ? file.stages[Number(name)] : undefined;
  const stage = index ?? stageByName(file, name);
  if (stage !== null) return { kind: "stage", stage };
  if (name === "scratch") return { kind: "scratch" };
  return inputs.contexts !== undefined && Object.hasOwn(inputs.contexts, name)
    ? { kind: "context", name }
    : { kind: "image", image: name };
}

/** Everything that a stage takes files from: its FROM first, then each COPY and mount in order. */
export function dependencies(file: Dockerfile, stage: Stage, inputs: BuildInputs = noInputs): readonly Dependency[] {
  const found: Dependency[] = [
    { through: "from", instruction: stage.from, word: stage.from.image, source: baseOf(file, stage, inputs) },
  ];
  for (const instruction of stage.instructions) {
    if (instruction.kind === "copy") {
      const source = copySource(file, instruction, inputs);
      if (source !== null) found.push({ through: "copy", instruction, word: instruction.from, source });
    }
    if (instruction.kind !== "run") continue;
    for (const mount of instruction.mounts) {
      if (mount.from !== null)
        found.push({
          through: "mount",
          instruction,
          word: mount,
          source: sourceNamed(file, mount.from, inputs, false),
        });
    }
  }
  return found;
}

/** Stages that the target (the final stage) needs, itself included. */
export function reachableStages(file: Dockerfile, inputs: BuildInputs = noInputs): ReadonlySet<Stage> {
  const target = finalStage(file, inputs);
  const reached = new Set<Stage>();
  const waiting = target === null ? [] : [target];
  for (let stage = waiting.pop(); stage !== undefined; stage = waiting.pop()) {
    if (reached.has(stage)) continue;
    reached.add(stage);
    for (const { source } of dependencies(file, stage, inputs)) if (source.kind === "stage") waiting.push(source.stage);
  }
  return reached;
}
