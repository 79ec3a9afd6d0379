/** Keys and places in lists (from 0) that lead to a value. */
export type Path = readonly (string | number)[];

interface Header {
  readonly line: number;
  readonly path: Path;
}

/**
 * The line (from 1) of a value in a TOML document, or of the nearest table around it. The parser keeps no positions, so
 * this reads the layout of the text: headers, and keys at the beginning of a line.
 */
export function tomlPathLine(text: string, path: Path): number {
  const lines = text.split("\n");
  const headers = headersOf(lines);
  let best: Header = { line: 0, path: [] };
  for (const header of headers)
    if (header.path.length >= best.path.length && startsWith(path, header.path)) best = header;
  const rest = path.slice(best.path.length);
  const end = headers.find((header) => header.line > best.line)?.line ?? lines.length + 1;
  for (let length = rest.length; length > 0; length -= 1) {
    const keys = rest.slice(0, length).filter((part) => typeof part === "string");
    for (let at = best.line; at < end - 1; at += 1) {
      const name = /^\s*([\w."'-]+)\s*=/.exec(lines[at] ?? "")?.[1]?.replaceAll(/["'\s]/g, "");
      if (name !== undefined && keys.join(".").startsWith(name) && keys.length > 0) return at + 1;
    }
  }
  return Math.max(1, best.line);
}

function headersOf(lines: readonly string[]): readonly Header[] {
  const counts = new Map<string, number>();
  return lines.flatMap((text, at): Header[] => {
    const [, twice, inner] = /^\s*\[(\[?)([^[\]]+)\]/.exec(text) ?? [];
    if (inner === undefined) return [];
    const names = inner.split(".").map((name) => name.replaceAll(/["'\s]/g, ""));
    const path: (string | number)[] = [];
    for (const [depth, name] of names.entries()) {
      path.push(name);
      const key = JSON.stringify(path);
      const last = depth === names.length - 1;
      if (last && twice === "[") {
        counts.set(key, (counts.get(key) ?? -1) + 1);
        for (const known of Array.from(counts.keys()))
          if (known !== key && known.startsWith(`${key.slice(0, -1)},${counts.get(key) ?? 0}`)) counts.delete(known);
      }
      const place = counts.get(key);
      if (place !== undefined) path.push(place);
    }
    return [{ line: at + 1, path }];
  });
}

function startsWith(path: Path, front: Path): boolean {
  return front.every((part, at) => path[at] === part);
}
