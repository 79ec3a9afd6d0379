import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { berkeley, berkeleyOfBerkeley, type Layout } from "./berkeley.fixture.ts";
import { DamagedRpmDatabase } from "./damaged.ts";
import { packageHeader, rpmHeader } from "./header.fixture.ts";
import { DamagedRpmHeader } from "./header.ts";
import { namesOf, packagesOf, patched } from "./read.fixture.ts";

const names = (bytes: Buffer): readonly string[] => namesOf("berkeley", bytes);
const two = { 1: packageHeader("a", "1", "2", 2000), 7: packageHeader("b", "3", "4", 1000) };

test("a table that Berkeley DB wrote lists what is in it, and not what was deleted", () => {
  expect(packagesOf("berkeley", berkeleyOfBerkeley()).packages).toEqual([
    { name: "tiny", version: "1.2", release: "3", epoch: 1 },
    { name: "other-lib", version: "0.9", release: "3", epoch: null },
  ]);
});

describe("packages are listed", () => {
  const headers = {
    1: packageHeader("in-its-page", "1", "1"),
    2: packageHeader("chained", "2", "2", 500),
    3: packageHeader("long", "3", "3", 200_000),
    4: packageHeader("gpg-pubkey", "4", "4"),
    300: packageHeader("last", "5", "5"),
  };
  test.each<[string, Layout]>([
    ["little-endian", {}],
    ["big-endian", { bigEndian: true }],
    ["in pages of 4096 bytes", { pageSize: 4096 }],
    ["in the largest pages", { pageSize: 65_536, bigEndian: true }],
    ["with checksums", { checksums: true, bigEndian: true }],
    ["in pages as older versions wrote them", { type: 2 }],
  ])("%s", (_, layout) => {
    expect(names(berkeley(headers, layout))).toEqual(["chained 2-2", "in-its-page 1-1", "last 5-5", "long 3-3"]);
  });

  test("none, where there is none", () => {
    expect(names(berkeley({}))).toEqual([]);
  });
});

describe("a table is damaged", () => {
  // Page 1 has the items: number 0 and its value, then keys and references of 12 bytes; pages 2 to 6 belong to a, 7 to 9 to b.
  const good = berkeley(two);
  const reference = 512 - 5 - 5 - 5 - 12;
  const page = (number: number): number => number * 512;
  test.each<[string, Buffer, RegExp]>([
    ["that is empty", Buffer.alloc(0), /does not begin/],
    ["that is text", Buffer.from("b".repeat(600)), /does not begin/],
    ["of a version before rpm 4", patched(good, 16, 5), /version 5/],
    ["that is encrypted", patched(good, 24, 1), /encrypted/],
    ["whose first page is one of items", patched(good, 25, 13), /another kind/],
    ["of pages that are no power of two", patched(good, 20, 1, 2), /pages have 513 bytes/],
    ["of pages that are too large", patched(good, 20, 0, 0, 2), /pages have 131072 bytes/],
    ["that was cut", good.subarray(0, page(9)), /states 10 pages and has 9/],
    ["with an odd number of items", patched(good, page(1) + 20, 5), /states 5 items/],
    ["with more items than a page holds", patched(good, page(1) + 20, 0xfe, 0xff), /states 65534 items/],
    ["with an item behind its page", patched(good, page(1) + 26, 0, 2), /outside its place/],
    ["with an item in the list of items", patched(good, page(1) + 26, 30, 0), /outside its place/],
    ["with items in disorder", patched(good, page(1) + 28, 0xff, 1), /outside its place/],
    ["with a key of another kind", patched(good, page(1) + 512 - 10 - 5, 3), /no number of a package/],
    ["with a value that is a list", patched(good, page(1) + reference, 4), /rpm does not write/],
    ["that names a page it does not have", patched(good, page(1) + reference + 4, 99), /names page 99/],
    ["that names its first page", patched(good, page(1) + reference + 4, 0), /names page 0/],
    ["with a package of 4 GiB", patched(good, page(1) + reference + 8, 255, 255, 255, 255), /4294967295 bytes/],
    ["with a page of items for a package", patched(good, page(1) + reference + 4, 1), /no piece of a package/],
    ["with a package that leads to itself", patched(good, page(3) + 16, 3), /page 3 is part of its packages twice/],
    [
      "with a page that belongs to two packages",
      patched(good, page(7) + 16, 4),
      /page 4 is part of its packages twice/,
    ],
    ["with a chain that ends early", patched(good, page(3) + 16, 0), /names page 0/],
    ["with a piece that has nothing", patched(good, page(2) + 22, 0, 0), /states 0 bytes/],
    ["with a piece longer than its page", patched(good, page(2) + 22, 0xff, 1), /states 511 bytes/],
  ])("%s", (_, bytes, expected) => {
    expect(() => names(bytes)).toThrow(expect.objectContaining({ message: expect.stringMatching(expected) }));
    expect(() => names(bytes)).toThrow(DamagedRpmDatabase);
  });

  test("where a header is", () => {
    expect(() => names(berkeley({ 1: rpmHeader({ 1001: "1" }) }))).toThrow(DamagedRpmHeader);
  });

  test("however it was cut", () => {
    for (let length = 0; length < good.length; length += 37)
      expect(() => names(good.subarray(0, length))).toThrow(DamagedRpmDatabase);
  });

  test("however it is damaged, reading ends with an answer or with what is wrong, and is done in two passes", () => {
    const place = fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255) });
    const near = fc.record({ at: fc.nat(page(1) + 60), byte: fc.nat(16) });
    fc.assert(
      fc.property(fc.array(fc.oneof(place, near), { minLength: 1, maxLength: 20 }), (places) => {
        const copy = Buffer.from(good);
        for (const { at, byte } of places) copy[at] = byte;
        try {
          expect(packagesOf("berkeley", copy).read).toBeLessThanOrEqual(2 * copy.length);
        } catch (error) {
          if (!(error instanceof DamagedRpmDatabase || error instanceof DamagedRpmHeader)) throw error;
        }
      }),
      { numRuns: 1000 },
    );
  });
});
