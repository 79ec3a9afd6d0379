import type { Edit } from "../core/edit.ts";
import { dependencies, type Stage } from "../formats/dockerfile/index.ts";
import { replace } from "./edits.ts";
import type { FileView } from "./view.ts";

/** Gives a stage another name, here and wherever it is named; undefined where the name is taken or a reference is out of reach. */
export function renameStage(view: FileView, stage: Stage, name: string): readonly Edit[] | undefined {
  const { alias } = stage.from;
  if (alias === null || view.file.stages.some((other) => other.name === name)) return undefined;
  const edits: Edit[] = [replace(alias, name)];
  for (const later of view.file.stages.slice(stage.index)) {
    for (const { source, word, through } of dependencies(view.file, later)) {
      if (source.kind !== "stage" || source.stage !== stage) continue;
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
  }
  return edits;
}
