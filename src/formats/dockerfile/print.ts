import type { Dockerfile } from "./tree.ts";

/** The text of a tree: each item as it stood, and the white space between them. */
export function printDockerfile(file: Dockerfile): string {
  let out = "";
  let at = 0;
  for (const item of file.items) {
    out += file.text.slice(at, item.start) + file.text.slice(item.start, item.end);
    at = item.end;
  }
  return out + file.text.slice(at);
}
