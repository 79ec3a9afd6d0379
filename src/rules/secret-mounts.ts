import type { Edit } from "../core/edit.ts";
import type { Pair, PairInstruction, RunInstruction } from "../formats/dockerfile/index.ts";
import { removePair } from "./edits.ts";
import { rememberBy } from "./knowledge/remember.ts";
import { lowerBound } from "../core/lower-bound.ts";
import { runOption } from "./run-edits.ts";
import { variableUses } from "./variable-uses.ts";
import type { FileView } from "./view.ts";

/**
 * A build argument as a secret mount of the commands that read it: the ARG goes, each RUN gets the value under the same
 * name. Undefined where anything but a RUN of this stage reads it, or where none is seen to.
 */
export function secretMounts(view: FileView, arg: PairInstruction, pair: Pair): readonly Edit[] | undefined {
  const name = pair.name.text;
  if (
    view.stageOf(arg) === null ||
    pair.value !== null ||
    !/^\w+$/.test(name) ||
    arg.onbuild ||
    arg.comments.length > 0
  )
    return undefined;
  // Several findings may have one argument.
  const { declared, mounts } = argumentsOf(view);
  if (declared.get(name) !== pair) return undefined;
  let edits = mounts.get(pair);
  if (edits === undefined) mounts.set(pair, (edits = mountsFor(view, arg, pair)));
  return edits ?? undefined;
}

interface Arguments {
  /** Each name that an ARG declares; null where several do. */
  readonly declared: ReadonlyMap<string, Pair | null>;
  readonly mounts: Map<Pair, readonly Edit[] | null>;
}

const argumentsOf = rememberBy((view: FileView): Arguments => {
  const declared = new Map<string, Pair | null>();
  for (const one of view.file.instructions) {
    if (one.kind !== "arg") continue;
    for (const pair of one.pairs) declared.set(pair.name.text, declared.has(pair.name.text) ? null : pair);
  }
  return { declared, mounts: new Map() };
});

function mountsFor(view: FileView, arg: PairInstruction, pair: Pair): readonly Edit[] | null {
  const name = pair.name.text;
  const { instructions } = view.file;
  const readers: RunInstruction[] = [];
  for (const use of variableUses(view, name)) {
    const one = instructions[lowerBound(instructions, use.start) - 1];
    // Between two instructions stand only comments.
    if (one === undefined || use.end > one.end || one === readers.at(-1)) continue;
    if (one.kind !== "run" || one.stage !== arg.stage || one.start < arg.start || one.onbuild) return null;
    if (one.mounts.some((mount) => mount.env === name)) return null;
    readers.push(one);
  }
  if (readers.length === 0) return null;
  const mount = `--mount=type=secret,id=${name.toLowerCase()},env=${name}`;
  return [removePair(view.text, arg, pair), ...readers.map((run) => runOption(view, run, mount))];
}
