import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFrom } from "../byte-ranges/index.ts";
import { DamagedSqlite, sqliteRows } from "../sqlite/index.ts";
import { rpmPackages } from "./database.ts";
import { rpmHeader } from "./header.fixture.ts";
import { DamagedRpmHeader, readRpmHeader } from "./header.ts";
import { rpmDatabase } from "./rpmdb.fixture.ts";

const whole = rpmDatabase();
const packages = (bytes: Buffer) => readFrom(bytes, rpmPackages("sqlite", bytes.length));

describe("a database that rpm made", () => {
  test("lists its packages, their epochs told apart", () => {
    expect(packages(whole)).toEqual([
      { name: "other-lib", version: "0.9", release: "3", epoch: null },
      { name: "tiny", version: "1.2", release: "3", epoch: 1 },
    ]);
  });

  test("has rows of every type, whole numbers and texts among them", () => {
    const rows: unknown[] = [];
    readFrom(
      whole,
      sqliteRows(whole.length, "Name", (columns) => rows.push(columns)),
    );
    expect(rows).toEqual([
      ["other-lib", 1, 0],
      ["tiny", 2, 0],
    ]);
  });

  test.each([
    ["cut", whole.subarray(0, 4096), /names page 33 and has 1/],
    ["of another kind", Buffer.from("SQLite format 4\0".padEnd(200, "\0")), /does not begin/],
    ["empty", Buffer.alloc(0), /does not begin/],
    ["of pages that are no power of two", patched(16, 0x0f, 0xff), /its pages have 4095 bytes/],
    ["with texts in UTF-16", patched(59, 2), /UTF-16/],
    ["whose tree leads to itself", circle(), /twice/],
  ])("that is %s is damaged", (_, bytes, expected) => {
    expect(() => packages(bytes)).toThrow(expect.objectContaining({ message: expect.stringMatching(expected) }));
    expect(() => packages(bytes)).toThrow(DamagedSqlite);
  });

  function patched(at: number, ...bytes: readonly number[]): Buffer {
    const copy = Buffer.from(whole);
    copy.set(bytes, at);
    return copy;
  }

  /** The root of `Packages`, page 2, as an interior page without cells whose right-most child is itself. */
  function circle(): Buffer {
    return patched(4096, 0x05, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2);
  }

  test("however damaged, ends with an answer or with what is wrong", () => {
    const place = fc.record({ at: fc.nat(12_287), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 30 }), (places) => {
        const copy = Buffer.from(whole.subarray(0, 12_288));
        for (const { at, byte } of places) copy[at] = byte;
        try {
          packages(copy);
        } catch (error) {
          expect(error instanceof DamagedSqlite || error instanceof DamagedRpmHeader).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("a header", () => {
  test("without an epoch has none", () => {
    expect(readRpmHeader(rpmHeader({ 1000: "bash", 1001: "5.2", 1002: "1.fc40" }))).toEqual({
      name: "bash",
      version: "5.2",
      release: "1.fc40",
      epoch: null,
    });
  });

  test("with an epoch has it", () => {
    expect(readRpmHeader(rpmHeader({ 1000: "a", 1003: 2 })).epoch).toBe(2);
  });

  test.each([
    ["is empty", Buffer.alloc(0), /too early/],
    ["states more tags than it has", Buffer.from([0, 0, 255, 255, 0, 0, 0, 0]), /shorter/],
    ["has no name", rpmHeader({ 1001: "1" }), /no name/],
    ["has a name that does not end", rpmHeader({ 1000: "a" }).subarray(0, -1), /shorter/],
    ["has a number for a name", rpmHeader({ 1000: 7 }), /no name/],
  ])("that %s is damaged", (_, bytes, expected) => {
    expect(() => readRpmHeader(bytes)).toThrow(expected);
  });
});
