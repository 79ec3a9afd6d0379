import type { InspectedMode } from "../../core/inspection.ts";
import type { FinalEntry, FinalView } from "../../formats/image-archive/index.ts";

/** Files that run with another's rights (setuid, setgid), and paths that everybody may write. */
export function dangerousModes(view: FinalView): {
  readonly setuid: readonly InspectedMode[];
  readonly worldWritable: readonly InspectedMode[];
} {
  const setuid: InspectedMode[] = [];
  const worldWritable: InspectedMode[] = [];
  for (const final of view.entries()) {
    const { type, mode } = final.entry;
    // Without the right to be run, the bits do nothing: a setgid bit alone once meant mandatory locks.
    if (type === "file" && (mode & 0o6000) !== 0 && (mode & 0o111) !== 0) setuid.push(row(final));
    // In a folder with the sticky bit, such as /tmp, nobody can remove what others wrote.
    const open = (mode & 0o002) !== 0 && !(type === "directory" && (mode & 0o1000) !== 0);
    if (open && (type === "file" || type === "directory")) worldWritable.push(row(final));
  }
  return { setuid, worldWritable };
}

function row({ path, layer, entry }: FinalEntry): InspectedMode {
  return { path, layer, mode: entry.mode.toString(8).padStart(4, "0"), uid: entry.uid };
}
