import type { Edit } from "../core/edit.ts";
import type { Pair, PairInstruction, RunInstruction } from "../formats/dockerfile/index.ts";
import { removePair } from "./edits.ts";
import { runOption } from "./run-edits.ts";
import type { FileView } from "./view.ts";

/**
 * A build argument as a secret mount of the commands that read it: the ARG goes, each RUN gets the value under the same
 * name. Undefined where anything but a RUN of this stage reads it, or where none is seen to.
 */
export function secretMounts(view: FileView, arg: PairInstruction, pair: Pair): readonly Edit[] | undefined {
  const name = pair.name.text;
  const stage = view.stageOf(arg);
  if (stage === null || pair.value !== null || !/^\w+$/.test(name) || arg.onbuild || arg.comments.length > 0)
    return undefined;
  const uses = new RegExp(`\\$(${name}\\b|\\{${name}\\b)`);
  const readers: RunInstruction[] = [];
  for (const one of view.file.instructions) {
    const text = view.text.slice(one.start, one.end);
    const reads = uses.test(text);
    const again = one !== arg && one.kind === "arg" && one.pairs.some((other) => other.name.text === name);
    if (!reads && !again) continue;
    if (again || one.kind !== "run" || one.stage !== stage.index || one.start < arg.start || one.onbuild)
      return undefined;
    if (one.mounts.some((mount) => mount.env === name)) return undefined;
    readers.push(one);
  }
  if (readers.length === 0) return undefined;
  const mount = `--mount=type=secret,id=${name.toLowerCase()},env=${name}`;
  return [removePair(view.text, arg, pair), ...readers.map((run) => runOption(view, run, mount))];
}
