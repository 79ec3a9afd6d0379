import { findProgram } from "./literal-program.ts";
import { loadedAhead, tableBytes, tablesOf } from "./literal-tables.ts";

/**
 * Where any of some literals stands in bytes. Sixteen bytes at a time are held against what literals begin with, by a few
 * instructions of WebAssembly: a regular expression, or a search for one literal after the other, takes twenty times as
 * long. What is found that way is then compared in full.
 */
export class LiteralSearch {
  /** The bytes to be searched are written here. */
  readonly bytes: Buffer;
  private readonly byFirst: readonly (readonly Uint8Array[] | undefined)[];
  private readonly find: (from: number, to: number) => number;

  /** @param literals Latin-1, of three characters or more */
  constructor(literals: readonly string[], room: number) {
    const encoded = literals.map((one) => Buffer.from(one, "latin1"));
    const byFirst: Uint8Array[][] = [];
    for (const one of encoded) (byFirst[one[0] ?? 0] ??= []).push(one);
    this.byFirst = byFirst;
    const program = findProgram(tableBytes + room + loadedAhead);
    if (program === null) {
      const bytes = Buffer.alloc(room);
      this.bytes = bytes;
      this.find = (from, to) => {
        for (let at = from; at < to; at += 1) if (byFirst[bytes[at] ?? 0] !== undefined) return at;
        return -1;
      };
    } else {
      new Uint8Array(program.memory).set(tablesOf(encoded));
      this.bytes = Buffer.from(program.memory, tableBytes, room);
      this.find = (from, to) => {
        const at = program.find(tableBytes + from, tableBytes + to);
        return at === -1 ? -1 : at - tableBytes;
      };
    }
  }

  /** Where the first literal at `from` or later begins that ends before `end`, or -1. */
  next(from: number, end: number): number {
    for (let at = this.find(from, end); at !== -1 && at < end; at = this.find(at + 1, end)) {
      const literals = this.byFirst[this.bytes[at] ?? 0];
      if (literals !== undefined && literals.some((one) => this.stands(one, at, end))) return at;
    }
    return -1;
  }

  private stands(literal: Uint8Array, at: number, end: number): boolean {
    if (at + literal.length > end) return false;
    for (let next = 1; next < literal.length; next += 1) if (this.bytes[at + next] !== literal[next]) return false;
    return true;
  }
}
