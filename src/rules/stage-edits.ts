import type { Edit } from "../core/edit.ts";
import { OfLast } from "../core/of-last.ts";
import {
  dependencies,
  stageByName,
  type Dependency,
  type Dockerfile,
  type Stage,
} from "../formats/dockerfile/index.ts";
import { replace } from "./edits.ts";
import type { FileView } from "./view.ts";

/** Gives a stage another name, here and wherever it is named; undefined where the name is taken or a reference is out of reach. */
export function renameStage(view: FileView, stage: Stage, name: string): readonly Edit[] | undefined {
  const { alias } = stage.from;
  if (alias === null || stageByName(view.file, name) !== null) return undefined;
  const edits: Edit[] = [replace(alias, name)];
  for (const { word, through } of uses.of(view.file, usesIn).get(stage) ?? []) {
    if (word !== null && "options" in word) {
      const from = word.options.find((option) => option.name === "from");
      if (from?.valueSpan == null) return undefined;
      if (from.value?.toLowerCase() === stage.name) edits.push(replace(from.valueSpan, name));
    } else if (word !== null && word.value?.toLowerCase() === stage.name) {
      // FROM scratch is the empty image, whatever else is called so.
      if (through === "from" && stage.name === "scratch") continue;
      edits.push(replace(word, name));
    } else if (word?.dynamic === true) return undefined;
  }
  return edits;
}

const uses = new OfLast<Dockerfile, ReadonlyMap<Stage, readonly Dependency[]>>();

/** What takes files from each stage, itself and those below it. */
function usesIn(file: Dockerfile): ReadonlyMap<Stage, readonly Dependency[]> {
  const found = new Map<Stage, Dependency[]>();
  for (const stage of file.stages) {
    for (const one of dependencies(file, stage)) {
      if (one.source.kind !== "stage" || one.source.stage.index > stage.index) continue;
      const same = found.get(one.source.stage);
      if (same === undefined) found.set(one.source.stage, [one]);
      else same.push(one);
    }
  }
  return found;
}
