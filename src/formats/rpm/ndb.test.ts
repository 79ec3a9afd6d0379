import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DamagedRpmDatabase } from "./damaged.ts";
import { packageHeader, rpmHeader } from "./header.fixture.ts";
import { DamagedRpmHeader } from "./header.ts";
import { ndb, ndbOfRpm } from "./ndb.fixture.ts";
import { namesOf, packagesOf, patched } from "./read.fixture.ts";

const names = (bytes: Buffer): readonly string[] => namesOf("ndb", bytes);

test("a database that rpm wrote lists what is in it, and not what was deleted", () => {
  expect(packagesOf("ndb", ndbOfRpm()).packages).toEqual([
    { name: "other-lib", version: "0.9", release: "3", epoch: null },
    { name: "tiny", version: "1.2", release: "3", epoch: 1 },
  ]);
});

describe("packages are listed", () => {
  test("with free slots before them, and keys for signatures left out", () => {
    const headers = { 5: packageHeader("b", "1", "1"), 9: packageHeader("gpg-pubkey", "1", "1") };
    expect(names(ndb({ ...headers, 300: packageHeader("a", "2", "2", 200_000) }, 3))).toEqual(["a 2-2", "b 1-1"]);
  });

  test("of every length up to a block more", () => {
    for (let padding = 0; padding < 17; padding += 1)
      expect(names(ndb({ 1: packageHeader("a", "1", "1", padding) }))).toEqual(["a 1-1"]);
  });

  test("in several pages of slots", () => {
    const list = Array.from({ length: 600 }, (_, index) => [index + 1, packageHeader(`p${index}`, "1", "1")] as const);
    expect(names(ndb(Object.fromEntries(list), 20))).toHaveLength(600);
  });

  test("none, where there is none", () => {
    expect(names(ndb({}))).toEqual([]);
  });
});

describe("a database is damaged", () => {
  const good = ndb({ 1: packageHeader("a", "1", "2", 100), 2: packageHeader("b", "3", "4") });
  // The slots of both lie at 32 and 48; the first blob begins at 4096, with its last block at `tail`.
  const tail = 4096 + good.readUInt32LE(32 + 12) * 16 - 12;
  test.each<[string, Buffer, RegExp]>([
    ["that is empty", Buffer.alloc(0), /ends before byte 32/],
    ["that is text", Buffer.from("RpmX".repeat(2000)), /does not begin/],
    ["of a later form", patched(good, 4, 1), /version 1/],
    ["without slots", patched(good, 12, 0), /states 0 pages of slots/],
    ["with more slots than it has room for", patched(good, 12, 255, 255, 255, 255), /states 4294967295 pages/],
    ["with more pages of slots than it has", patched(good, 12, 2), /states 2 pages/],
    ["with a slot that is none", patched(good, 64, 0), /byte 64 begins no slot/],
    ["with a slot without a package", patched(good, 36, 0), /slot of package 0/],
    ["with a package among the slots", patched(good, 40, 255, 0), /slot of package 1/],
    ["with a package behind its end", patched(good, 40, 255, 255, 255, 255), /ends before package 1/],
    ["with a package that is too short", patched(good, 44, 1), /package 1 has 16 bytes/],
    ["with packages one over the other", patched(good, 56, 0, 1), /package 2 lies over another/],
    ["with a package longer than its place", patched(good, 44, 11), /package 1 is not where/],
    ["with another number at its place", patched(good, 4096 + 4, 9), /package 1 is not where/],
    ["with another length at its place", patched(good, 4096 + 12, 9), /package 1 is not where/],
    ["with no beginning at its place", patched(good, 4096, 0), /package 1 is not where/],
    ["with no end at its place", patched(good, tail + 8, 0), /package 1 is not where/],
    ["with another length at its end", patched(good, tail + 4, 9), /package 1 is not where/],
    ["that was cut", good.subarray(0, -16), /ends before package 2/],
  ])("%s", (_, bytes, expected) => {
    expect(() => names(bytes)).toThrow(expect.objectContaining({ message: expect.stringMatching(expected) }));
    expect(() => names(bytes)).toThrow(DamagedRpmDatabase);
  });

  test("where a header is", () => {
    expect(() => names(ndb({ 1: rpmHeader({ 1001: "1" }) }))).toThrow(DamagedRpmHeader);
  });

  test("where a package would take more than a package can", () => {
    const large = Buffer.concat([patched(good, 44, 0, 0, 33), Buffer.alloc(40 * 1024 * 1024)]);
    expect(() => names(large)).toThrow(/package 1 has 34603008 bytes/);
  });

  test("however it was cut", () => {
    for (let length = 0; length < good.length; length += 13)
      expect(() => names(good.subarray(0, length))).toThrow(DamagedRpmDatabase);
  });

  test("however it is damaged, reading ends with an answer or with what is wrong, and is done in one pass", () => {
    const place = fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255) });
    const near = fc.record({ at: fc.nat(64), byte: fc.nat(16) });
    fc.assert(
      fc.property(fc.array(fc.oneof(place, near), { minLength: 1, maxLength: 20 }), (places) => {
        const copy = Buffer.from(good);
        for (const { at, byte } of places) copy[at] = byte;
        try {
          expect(packagesOf("ndb", copy).read).toBeLessThanOrEqual(copy.length + 32);
        } catch (error) {
          if (!(error instanceof DamagedRpmDatabase || error instanceof DamagedRpmHeader)) throw error;
        }
      }),
      { numRuns: 1000 },
    );
  });
});
