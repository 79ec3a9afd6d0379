import { createTwoFilesPatch } from "diff";

/** A unified diff of a file, empty where nothing changed. A missing file reads as empty. */
export function unifiedDiff(path: string, before: string | null, after: string): string {
  if (before === after) return "";
  const from = before === null ? "/dev/null" : `a/${path}`;
  return createTwoFilesPatch(from, `b/${path}`, before ?? "", after, undefined, undefined, { context: 3 })
    .split("\n")
    .filter((line) => !/^={20,}$/.test(line))
    .join("\n");
}
