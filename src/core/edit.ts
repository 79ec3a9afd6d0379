import type { Span } from "./span.ts";

/** One replacement in a text; an empty span inserts, an empty text deletes. */
export interface Edit extends Span {
  readonly text: string;
}

/** How sure a fix is: `safe` keeps the meaning by itself; `suggested` needs a person's flag or a proof. */
export type FixKind = "safe" | "suggested";

/** Edits that belong together: all are applied, or none. */
export interface Fix {
  readonly kind: FixKind;
  readonly edits: readonly Edit[];
}

/**
 * Applies edits to a text. Edits must not overlap; two insertions at one place keep their given order.
 * @throws RangeError when two edits overlap or one lies outside the text
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index);
  let out = "";
  let at = 0;
  for (const { edit } of ordered) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(
        `edit ${edit.start}-${edit.end} overlaps another or lies outside the text of ${text.length}`,
      );
    }
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}

/** Whether two sets of edits touch the same characters and so cannot be applied together. */
export function editsConflict(a: readonly Edit[], b: readonly Edit[]): boolean {
  return a.some((x) => b.some((y) => (x.start < y.end && y.start < x.end) || (x.start === y.start && x.end === y.end)));
}
