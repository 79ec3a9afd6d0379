import type { Necessary, OpenedGroup } from "../../core/necessary.ts";
import type { Belongings } from "./belongings.ts";

/** Folders are told apart so deep: `usr/local/lib/python3.11`. */
const depth = 4;

/** Compares the files that were opened with those that the image holds; what is no file of the image is left out. */
export function necessaryFiles(
  { view, of }: Belongings,
  openedPaths: readonly string[],
  told: Pick<Necessary, "how" | "driven" | "imageBytes">,
): Necessary {
  const asked = new Set(openedPaths);
  const opened: { path: string; bytes: number }[] = [];
  const groups = new Map<string, Counted>();
  let imageFiles = 0;
  for (const { path, content } of view.entries()) {
    if (content === null) continue;
    imageFiles += 1;
    const { kind, name } = of(path) ?? { kind: "folder" as const, name: folderOf(path) };
    const key = `${kind} ${name}`;
    const group = groups.get(key) ?? { kind, name, files: 0, bytes: 0, openedFiles: 0, openedBytes: 0 };
    groups.set(key, group);
    group.files += 1;
    group.bytes += content.size;
    if (!asked.has(path)) continue;
    opened.push({ path: `/${path}`, bytes: content.size });
    group.openedFiles += 1;
    group.openedBytes += content.size;
  }
  return {
    ...told,
    files: opened.length,
    bytes: opened.reduce((sum, one) => sum + one.bytes, 0),
    imageFiles,
    opened: opened.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    groups: [...groups.values()].toSorted(byUnopened),
  };
}

type Counted = { -readonly [Key in keyof OpenedGroup]: OpenedGroup[Key] };

function byUnopened(a: OpenedGroup, b: OpenedGroup): number {
  return (
    b.bytes - b.openedBytes - (a.bytes - a.openedBytes) || (`${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1)
  );
}

function folderOf(path: string): string {
  const folders = path.split("/").slice(0, -1);
  return `/${folders.slice(0, depth).join("/")}`;
}
