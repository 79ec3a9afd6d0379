import type { Span } from "../../core/span.ts";
import type { MappedText } from "./tree.ts";

/** Pieces of a file put one after the other: piece `i` begins at `at[i]` of the text and at `from[i]` of the file. */
export interface Pieces {
  readonly at: readonly number[];
  readonly from: readonly number[];
}

/** A stretch of a file's pieces; slices share the pieces of the text they were cut from. */
export class SourceText implements MappedText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Where the text begins in the pieces; with no pieces, its file offset. */
  private readonly base: number;
  private readonly pieces: Pieces | null;

  constructor(text: string, base: number, pieces: Pieces | null) {
    this.text = text;
    this.base = base;
    this.pieces = pieces;
    this.start = this.offset(0);
    this.end = this.offset(text.length);
  }

  offset(at: number): number {
    if (this.pieces === null) return this.base + at;
    const inside = at > 0 && at >= this.text.length;
    const place = this.base + (inside ? this.text.length - 1 : at);
    return locate(this.pieces, place) + (inside ? 1 : 0);
  }

  span(start: number, end: number): Span {
    const first = this.offset(start);
    return { start: first, end: end > start ? this.offset(end - 1) + 1 : first };
  }

  slice(start: number, end: number): SourceText {
    return new SourceText(this.text.slice(start, end), this.base + start, this.pieces);
  }
}

function locate({ at, from }: Pieces, place: number): number {
  let low = 0;
  let high = at.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((at[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return (from[low] ?? 0) + place - (at[low] ?? 0);
}

/** Collects pieces of a file into one text. */
export class TextJoiner {
  private text = "";
  private readonly at: number[] = [];
  private readonly from: number[] = [];

  add(piece: string, from: number): void {
    if (piece === "" && this.at.length > 0) return;
    this.at.push(this.text.length);
    this.from.push(from);
    this.text += piece;
  }

  /** Adds a text with its own pieces. */
  addMapped(mapped: MappedText): void {
    if (mapped.text === "") return;
    let begin = 0;
    let expected = mapped.offset(0);
    const first = expected;
    if (mapped.end - first === mapped.text.length) return this.add(mapped.text, first);
    let pieceStart = first;
    for (let i = 0; i < mapped.text.length; i++) {
      const offset = mapped.offset(i);
      if (offset !== expected) {
        this.add(mapped.text.slice(begin, i), pieceStart);
        begin = i;
        pieceStart = offset;
      }
      expected = offset + 1;
    }
    this.add(mapped.text.slice(begin), pieceStart);
  }

  join(): SourceText {
    return new SourceText(this.text, 0, { at: this.at, from: this.from });
  }
}
