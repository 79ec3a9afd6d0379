import { afterEach, describe, expect, it, vi } from "vitest";
import { findProgram } from "./literal-program.ts";
import { LiteralSearch } from "./literal-search.ts";
import { anchorsIn } from "./scan-text.ts";

const room = 70_000;

/** What it must find: every place at which some literal stands whole. */
function expected(text: string, literals: readonly string[]): readonly number[] {
  const places = literals.flatMap((one) => [...text.matchAll(new RegExp(one.replaceAll(".", "\\."), "g"))]);
  return [...new Set(places.map((match) => match.index))].toSorted((a, b) => a - b);
}

function found(search: LiteralSearch, text: string): readonly number[] {
  search.bytes.write(text, "latin1");
  const places: number[] = [];
  for (let at = search.next(0, text.length); at !== -1; at = search.next(at + 1, text.length)) places.push(at);
  return places;
}

/** The same on every run: bytes of all values, or a text of the literals' own characters. */
function noise(length: number, characters: string, seed: number): string {
  let state = seed;
  let text = "";
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const chosen = (state >>> 8) % (characters.length || 256);
    text += characters === "" ? String.fromCodePoint(chosen) : (characters[chosen] ?? "");
  }
  return text;
}

afterEach(() => vi.unstubAllGlobals());

describe.each([true, false])("with WebAssembly: %s", (assembly) => {
  const search = (literals: readonly string[]): LiteralSearch => {
    if (!assembly) vi.stubGlobal("WebAssembly", undefined);
    expect(findProgram(1) === null).toBe(!assembly);
    return new LiteralSearch(literals, room);
  };
  const literals = anchorsIn({ library: false });

  it("finds every anchor wherever it stands, and none that is cut off", () => {
    const one = search(literals);
    for (const literal of literals) {
      for (let before = 0; before < 40; before += 1) {
        const text = `${"\u00FF".repeat(before)}${literal}`;
        expect(found(one, `${text}..`)).toEqual(expected(`${text}..`, literals));
        expect(found(one, text)).toContain(before);
        expect(found(one, text.slice(0, -1))).toEqual([]);
      }
    }
  });

  it("finds them in bytes that look like them", () => {
    const one = search(literals);
    for (const characters of ["", "AKISgh_paut:/e.yJnm", [...new Set(literals.join(""))].join("")]) {
      for (const seed of [1, 2, 3]) {
        const pieces = literals.map((literal, at) => `${noise(500 + at, characters, seed + at)}${literal}`);
        const text = pieces.join("");
        expect(found(one, text)).toEqual(expected(text, literals));
      }
    }
  });

  it("starts where it is told to", () => {
    const one = search(["abc"]);
    one.bytes.write("abc.abc", "latin1");
    expect([one.next(0, 7), one.next(1, 7), one.next(4, 7), one.next(5, 7), one.next(0, 2)]).toEqual([0, 4, 4, -1, -1]);
  });
});
