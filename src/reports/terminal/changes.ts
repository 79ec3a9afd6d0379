import type { FileChange } from "../../core/ports/workflows.ts";
import type { Setting } from "../define.ts";
import { plain } from "./lines.ts";
import { type Paint, paint } from "./paint.ts";

const says = { written: "wrote", unchanged: "unchanged", kept: "kept yours", shown: "would write" } as const;

/** Files that were or would be written, each with its diff where it was not simply written. */
export function changesText(
  changes: readonly { readonly folder: string; readonly change: FileChange }[],
  setting: Setting,
): string {
  const look = paint(setting.color);
  const blocks = changes.map(({ folder, change }) => {
    const path = folder === "." || folder === "" ? change.path : `${folder}/${change.path}`;
    const tone = { written: look.green, unchanged: look.dim, kept: look.yellow, shown: look.cyan }[change.outcome];
    const backup = change.backup === null ? "" : ` (the old text is in ${plain(change.backup)})`;
    const hint = change.outcome === "kept" ? "; replace it with --force" : "";
    const diff = change.outcome === "kept" || change.outcome === "shown" ? `\n${diffText(change.diff, look)}` : "";
    return `${tone(says[change.outcome])} ${plain(path)}${backup}${hint}${diff}`;
  });
  return blocks.map((block) => `${block.trimEnd()}\n`).join("");
}

/** A unified diff with colours. */
export function diffText(diff: string, look: Paint): string {
  return diff
    .split("\n")
    .map((line) => {
      const text = plain(line.replaceAll("\t", "    "));
      if (line.startsWith("+++") || line.startsWith("---")) return look.bold(text);
      if (line.startsWith("@@")) return look.cyan(text);
      if (line.startsWith("+")) return look.green(text);
      return line.startsWith("-") ? look.red(text) : text;
    })
    .join("\n");
}
