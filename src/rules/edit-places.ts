import type { Edit } from "../core/edit.ts";

const character = 1;
const insertion = 2;

/**
 * The places of a text that edits touch. Where there are tens of thousands of edits, holding each against each takes
 * minutes; here an edit costs as much as it is long.
 */
export class EditPlaces {
  private readonly marks: Uint8Array;

  /** @param length characters of the text */
  constructor(length: number) {
    this.marks = new Uint8Array(length + 1);
  }

  /** Edits that lie in the text. */
  add(edits: readonly Edit[]): void {
    for (const { start, end } of edits) {
      if (start === end) this.marks[start] = this.at(start) | insertion;
      for (let at = start; at < end; at++) this.marks[at] = this.at(at) | character;
    }
  }

  /** Whether one may say something else once the others are applied: they overlap, or a word is put where another takes its neighbour away. */
  touches(edits: readonly Edit[]): boolean {
    return edits.some(({ start, end }) => {
      if (start === end) return this.at(start) !== 0 || (start > 0 && (this.at(start - 1) & character) !== 0);
      for (let at = start; at < end; at++) if (this.at(at) !== 0) return true;
      return (this.at(end) & insertion) !== 0;
    });
  }

  private at(place: number): number {
    return this.marks[place] ?? 0;
  }
}

/** Whether edits lie in a text and none touches the characters, or inserts at the place, of another. */
export function fitTogether(text: string, edits: readonly Edit[]): boolean {
  const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  return ordered.every((edit, index) => {
    const before = ordered[index - 1];
    if (edit.start < 0 || edit.end < edit.start || edit.end > text.length) return false;
    return (
      before === undefined || (edit.start >= before.end && !(edit.start === before.start && edit.end === before.end))
    );
  });
}
