import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SeaworthyError } from "../../core/errors/index.ts";
import { defaultLimits } from "./limits.ts";
import { header, tar, withChecksum, type Written } from "./tar-writer.fixture.ts";
import { type TarEntry, TarParser } from "./tar-parser.ts";

function parse(archive: Uint8Array, step = archive.length): { entries: TarEntry[]; contents: string[] } {
  const entries: TarEntry[] = [];
  const contents: string[] = [];
  const parser = new TarParser((entry) => {
    const at = entries.push(entry) - 1;
    contents[at] = "";
    return { chunk: (bytes) => void (contents[at] += Buffer.from(bytes).toString()), end: () => {} };
  });
  for (let at = 0; at < archive.length; at += step) parser.push(archive.subarray(at, at + step));
  parser.finish();
  return { entries, contents };
}

const long = `${"d/".repeat(120)}file`;

const readings: readonly { says: string; writes: Written; reads: Partial<TarEntry>; content?: string }[] = [
  {
    says: "a plain file",
    writes: { name: "etc/a", content: "x" },
    reads: { path: "etc/a", type: "file", size: 1 },
    content: "x",
  },
  {
    says: "./ and / in front of a name",
    writes: { name: "/./etc//a/", flag: "5" },
    reads: { path: "etc/a", type: "directory", escapes: false },
  },
  {
    says: "a name that leads out of the tree",
    writes: { name: "../../etc/a" },
    reads: { path: "etc/a", escapes: true },
  },
  {
    says: "an old directory: a file whose name ends in /",
    writes: { name: "etc/" },
    reads: { path: "etc", type: "directory" },
  },
  { says: "a ustar prefix", writes: { name: "b", prefix: "a" }, reads: { path: "a/b" } },
  { says: "no prefix in GNU archives", writes: { name: "b", prefix: "a", magic: "gnu" }, reads: { path: "b" } },
  { says: "a GNU long name", writes: { name: "short", longName: long }, reads: { path: long } },
  {
    says: "a GNU long name over a PAX path before it",
    writes: { name: "s", pax: { path: "pax" }, longName: "gnu" },
    reads: { path: "gnu" },
  },
  {
    says: "a GNU long name over a PAX path after it",
    writes: { name: "s", pax: { path: "pax" }, longName: "gnu", paxFirst: false },
    reads: { path: "gnu" },
  },
  {
    says: "a PAX size over the header's",
    writes: { name: "a", content: "12345", size: 0, pax: { size: "5" } },
    reads: { size: 5 },
    content: "12345",
  },
  {
    says: "a PAX uid beyond the octal field",
    writes: { name: "a", pax: { uid: "4294967296" } },
    reads: { uid: 4294967296 },
  },
  {
    says: "a link that states a size has no content",
    writes: { name: "a", flag: "1", linkname: "a", size: 9999 },
    reads: { type: "hardlink", size: 0, linkname: "a" },
  },
  { says: "a character device", writes: { name: "dev/null", flag: "3" }, reads: { type: "character" } },
  {
    says: "a sparse file (PAX 0.1), holes left out",
    writes: { name: "a", content: "end", pax: { "GNU.sparse.size": "1000000000000", "GNU.sparse.map": "999,3" } },
    reads: { size: 1e12, sparse: true },
    content: "end",
  },
  {
    says: "a sparse file (PAX 1.0), its map taken off",
    writes: {
      name: "GNUSparseFile.0/a",
      content: `1\n4096\n3\n${"\0".repeat(503)}end`,
      pax: { "GNU.sparse.major": "1", "GNU.sparse.name": "a", "GNU.sparse.realsize": "4099" },
    },
    reads: { path: "a", size: 4099, sparse: true },
    content: "end",
  },
];

describe("a tar entry is read as Go's archive/tar reads it", () => {
  for (const { says, writes, reads, content } of readings) {
    test(says, () => {
      const archive = tar([writes, { name: "after", content: "next" }]);
      for (const step of [archive.length, 1, 511, 700]) {
        const { entries, contents } = parse(archive, step);
        expect(entries[0]).toMatchObject(reads);
        expect(contents[0]).toBe(content ?? "");
        expect(entries[1]).toMatchObject({ path: "after" });
        expect(contents[1]).toBe("next");
      }
    });
  }

  test("an old GNU sparse file with a map in further blocks, even an empty one", () => {
    const block = header({ name: "a", flag: "S", magic: "gnu" }, 3);
    block[482] = 1;
    block.write("00000010000\0", 483, "latin1");
    const archive = Buffer.concat([
      withChecksum(block),
      Buffer.alloc(512),
      Buffer.from("end".padEnd(512, "\0")),
      tar([{ name: "after" }]),
    ]);
    const { entries, contents } = parse(archive);
    expect(entries.map((entry) => [entry.path, entry.size])).toEqual([
      ["a", 4096],
      ["after", 0],
    ]);
    expect(contents[0]).toBe("end");
  });

  test("a base-256 size", () => {
    const block = header({ name: "a" }, 0);
    block.fill(0, 124, 136);
    block[124] = 0x80;
    block[135] = 4;
    const { contents } = parse(Buffer.concat([withChecksum(block), Buffer.from("1234".padEnd(512, "\0"))]));
    expect(contents).toEqual(["1234"]);
  });

  test("a global header is passed over, an unknown type too", () => {
    const archive = tar([
      { name: "g", flag: "g", content: "" },
      { name: "v", flag: "V", content: "label" },
      { name: "a" },
    ]);
    expect(parse(archive).entries.map((entry) => entry.path)).toEqual(["a"]);
  });

  test("an archive without closing blocks, and bytes after them, are accepted", () => {
    expect(parse(tar([{ name: "a" }], { open: true })).entries).toHaveLength(1);
    expect(parse(Buffer.concat([tar([{ name: "a" }]), Buffer.from("rubbish")])).entries).toHaveLength(1);
  });
});

const refusals: readonly { says: string; archive: Buffer; code: string }[] = [
  { says: "cut in a header", archive: tar([{ name: "a" }]).subarray(0, 300), code: "image-archive-truncated" },
  {
    says: "cut in the content",
    archive: tar([{ name: "a", content: "x".repeat(2000) }]).subarray(0, 1024),
    code: "image-archive-truncated",
  },
  {
    says: "an extended header with nothing after it",
    archive: tar([{ name: "a", pax: { path: "b" } }]).subarray(0, 1024),
    code: "image-archive-truncated",
  },
  { says: "something else", archive: Buffer.from("hello ".repeat(200)), code: "not-an-image-archive" },
  {
    says: "a compressed file",
    archive: Buffer.concat([gzipSync("x"), Buffer.alloc(512, 7)]),
    code: "not-an-image-archive",
  },
  { says: "a negative size", archive: withSize([0xff, 0xff]), code: "image-archive-malformed" },
  { says: "a size beyond 2^53", archive: withSize([0x80, 0x7f]), code: "image-archive-malformed" },
  {
    says: "a PAX size that is no number",
    archive: tar([{ name: "a", pax: { size: "-1" } }]),
    code: "image-archive-malformed",
  },
  {
    says: "a PAX path with NUL",
    archive: tar([{ name: "a", pax: { path: "a\0b" } }]),
    code: "image-archive-malformed",
  },
  {
    says: "a PAX record longer than its header",
    archive: tar([{ name: "x", flag: "x", content: "99 path=a\n" }, { name: "a" }]),
    code: "image-archive-malformed",
  },
  {
    says: "an extended header of 1 GiB",
    archive: header({ name: "x", flag: "x" }, 2 ** 30),
    code: "image-archive-too-large",
  },
  {
    says: "an empty block in the middle",
    archive: Buffer.concat([Buffer.alloc(512), tar([{ name: "a" }])]),
    code: "image-archive-malformed",
  },
];

function withSize(start: readonly number[]): Buffer {
  const block = header({ name: "a" }, 0);
  block.fill(start[1] ?? 0, 124, 136);
  block[124] = start[0] ?? 0;
  return withChecksum(block);
}

describe("a tar file is refused by name", () => {
  for (const { says, archive, code } of refusals) {
    test(says, () => {
      expect(() => parse(archive)).toThrow(expect.objectContaining({ code }));
    });
  }

  test("whatever the bytes are, the parser ends or says what is wrong", () => {
    const seed = tar([
      { name: "a", content: "x".repeat(700), pax: { path: "b", size: "700" } },
      { name: "c", longName: "d" },
    ]);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { maxLength: 12 }),
        fc.integer({ min: 1, max: 900 }),
        (changes, step) => {
          const archive = Buffer.from(seed);
          for (const [at, byte] of changes) archive[at] = byte;
          try {
            parse(archive, step);
          } catch (error) {
            expect(error).toBeInstanceOf(SeaworthyError);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

test("content that nobody asked for can be passed over by seeking", () => {
  const archive = tar([{ name: "a", content: "x".repeat(5000) }, { name: "b" }]);
  const seen: string[] = [];
  const parser = new TarParser((entry) => (seen.push(entry.path), null), defaultLimits);
  parser.push(archive.subarray(0, 512));
  expect(parser.skippable).toBe(5120);
  parser.skip(5120);
  parser.push(archive.subarray(512 + 5120));
  expect(seen).toEqual(["a", "b"]);
});
