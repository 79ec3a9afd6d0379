import { absolutePath } from "../absolute-path.ts";
import type { CopyInstruction, Instruction, Stage, Word } from "../../formats/dockerfile/index.ts";
import type { FileView } from "../view.ts";

/** A COPY with the path that it copies to. */
export interface Target {
  readonly copy: CopyInstruction;
  readonly path: string;
}

/** A directory of what a stage's COPY write: the first to this very path, and the first to one below it. */
export interface Tree {
  here: Target | null;
  below: Target | null;
  readonly entries: Map<string, Tree>;
}

/** What the COPY of a stage write, by the parts of their paths. */
export function treeOf(view: FileView, stage: Stage): Tree {
  const root: Tree = { here: null, below: null, entries: new Map() };
  for (const copy of view.inStage(stage, "copy")) {
    const path = copy.destination === null ? null : pathAt(view, copy, copy.destination);
    if (path === null || path === "/") continue;
    const target = { copy, path };
    let at = root;
    for (const name of path.slice(1).split("/")) {
      at.below ??= target;
      let entry = at.entries.get(name);
      if (entry === undefined) at.entries.set(name, (entry = { here: null, below: null, entries: new Map() }));
      at = entry;
    }
    at.here ??= target;
  }
  return root;
}

/** A word as a path from the root on, as an instruction would read it. */
export function pathAt(view: FileView, at: Instruction, { value }: Pick<Word, "value">): string | null {
  return absolutePath(value, value === null || value.startsWith("/") ? null : view.workdir(at));
}

/** The first COPY to a path, or to one below it. */
export function targetAt(root: Tree, path: string, below: boolean): Target | null {
  let at: Tree | undefined = root;
  for (const name of path === "/" ? [] : path.slice(1).split("/")) at = at?.entries.get(name);
  const { here = null, below: inside = null } = at ?? {};
  if (!below || inside === null) return here;
  return here !== null && here.copy.start < inside.copy.start ? here : inside;
}
