/** A shell pattern's parts: a character, `any` one character (`?`), or `many` characters (`*`). */
export type Part =
  | { readonly kind: "literal"; readonly character: string }
  | { readonly kind: "any" }
  | { readonly kind: "many" };

/** Reads `*`, `?` and escapes; there are no bracket expressions. Answers what is wrong with a bad pattern. */
export function parsePattern(word: string): readonly Part[] | string {
  const parts: Part[] = [];
  const characters = Array.from(word);
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] ?? "";
    if (character === "*") parts.push({ kind: "many" });
    else if (character === "?") parts.push({ kind: "any" });
    else if (character === "\\") {
      const next = characters[++i] ?? "";
      if (!["}", "/", "*", "?", "\\"].includes(next) || next === "") return `invalid escape '\\${next}'`;
      parts.push({ kind: "literal", character: next });
    } else parts.push({ kind: "literal", character });
  }
  return parts;
}

/**
 * Where a match that begins at `from` ends: the shortest one, or the longest where greedy. -1: none begins there; -2: nor anywhere after it.
 * Chunks between stars are placed leftmost; only the last one moves right for a longest match, so no backtracking is needed.
 */
export function matchPattern(parts: readonly Part[], value: string, from: number, greedy: boolean): number {
  const chunks: Part[][] = [[]];
  for (const part of parts) {
    if (part.kind === "many") chunks.push([]);
    else chunks[chunks.length - 1]?.push(part);
  }
  let at = fits(chunks[0] ?? [], value, from);
  for (let i = 1; i < chunks.length && at >= 0; i++) {
    const chunk = chunks[i] ?? [];
    at = greedy && i === chunks.length - 1 ? findLast(chunk, value, at) : findFirst(chunk, value, at);
    if (at === -1) return -2;
  }
  return at;
}

/** Replaces the first match, or all that do not overlap. */
export function replacePattern(parts: readonly Part[], value: string, replacement: string, all: boolean): string {
  let out = "";
  let kept = 0;
  for (let at = 0; at <= value.length;) {
    const stop = matchPattern(parts, value, at, true);
    if (stop === -2) break;
    if (stop === -1) {
      at++;
      continue;
    }
    out += value.slice(kept, at) + replacement;
    kept = stop;
    if (!all) break;
    at = stop > at ? stop : at + 1;
  }
  return out + value.slice(kept);
}

function fits(chunk: readonly Part[], value: string, from: number): number {
  let at = from;
  for (const part of chunk) {
    if (at >= value.length) return -1;
    const width = (value.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    if (part.kind === "literal" && !value.startsWith(part.character, at)) return -1;
    at += width;
  }
  return at;
}

function findFirst(chunk: readonly Part[], value: string, from: number): number {
  for (let at = from; at <= value.length; at++) {
    const stop = fits(chunk, value, at);
    if (stop !== -1) return stop;
  }
  return -1;
}

function findLast(chunk: readonly Part[], value: string, from: number): number {
  for (let at = value.length; at >= from; at--) {
    const stop = fits(chunk, value, at);
    if (stop !== -1) return stop;
  }
  return -1;
}
