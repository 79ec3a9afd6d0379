import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ByteSource } from "../core/ports/host.ts";
import { openBytes } from "./byte-source.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bytes-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("bytes of a file", () => {
  const range = async (offset: number, length: number, into?: Uint8Array): Promise<string> => {
    await writeFile(join(folder, "a"), "0123456789");
    const source = await openBytes(join(folder, "a"));
    try {
      return Buffer.from(await source.read(offset, length, into)).toString();
    } finally {
      await source.close();
    }
  };
  test.each([
    [0, 4, "0123"],
    [8, 4, "89"],
    [10, 4, ""],
    [99, 4, ""],
  ])("from %i, %i of them", async (offset, length, expected) => {
    expect(await range(offset, length)).toBe(expected);
  });

  test("are written where there is room for them, and elsewhere where there is not", async () => {
    const room = new Uint8Array(6);
    expect(await range(2, 3, room)).toBe("234");
    expect(Buffer.from(room.subarray(0, 3)).toString()).toBe("234");
    expect(await range(0, 9, room)).toBe("012345678");
  });

  test("end where the file was cut meanwhile", async () => {
    await writeFile(join(folder, "cut"), "0123456789");
    const source = await openBytes(join(folder, "cut"));
    await truncate(join(folder, "cut"), 3);
    expect((await source.read(0, 10)).length).toBe(3);
    await source.close();
  });
});

describe("digests beside", () => {
  const asked = async (source: ByteSource, offset: number, length: number): Promise<string | undefined> =>
    source.sha256?.(offset, length);
  const bytes = Buffer.alloc(1_000_003, "seaworthy");
  const digest = (from: number, to: number): string =>
    createHash("sha256").update(bytes.subarray(from, to)).digest("hex");

  test("of ranges, asked for all at once, each its own", async () => {
    await writeFile(join(folder, "b"), bytes);
    const source = await openBytes(join(folder, "b"));
    const ranges = [
      [0, 1_000_003],
      [5, 0],
      [1000, 300_000],
    ] as const;
    const answers = await Promise.all(ranges.map(([offset, length]) => asked(source, offset, length)));
    expect(answers).toEqual(ranges.map(([offset, length]) => digest(offset, offset + length)));
    await source.close();
  });

  test("are the same where the one who waits lends a hand", async () => {
    await writeFile(join(folder, "e"), bytes);
    const source = await openBytes(join(folder, "e"));
    const offsets = Array.from({ length: 40 }, (_, index) => index * 1000);
    const answers = Promise.all(offsets.map((offset) => asked(source, offset, 500_000)));
    source.hurry?.();
    expect(await answers).toEqual(offsets.map((offset) => digest(offset, offset + 500_000)));
    // Nothing is left that could be taken, and what is asked afterwards is answered as before.
    source.hurry?.();
    expect(await asked(source, 1, 7)).toBe(digest(1, 8));
    await source.close();
  });

  test("that are worked out by the one who waits fail too where the source is closed meanwhile", async () => {
    const large = 40_000_000;
    await writeFile(join(folder, "f"), Buffer.alloc(large, "x"));
    const source = await openBytes(join(folder, "f"));
    const settled = Promise.allSettled([1, 2, 3, 4, 5, 6].map(() => asked(source, 0, large)));
    source.hurry?.();
    await source.close();
    expect((await settled).map((one) => one.status)).toContain("rejected");
  });

  test("of a file that has no name any more", async () => {
    await writeFile(join(folder, "c"), bytes);
    const source = await openBytes(join(folder, "c"));
    await rm(join(folder, "c"));
    expect(await source.sha256?.(0, bytes.length)).toBe(digest(0, bytes.length));
    await source.close();
  });

  test("fail where the source is closed while they are worked out", async () => {
    await writeFile(join(folder, "d"), bytes);
    const source = await openBytes(join(folder, "d"));
    const settled = Promise.allSettled([1, 2, 3, 4].map(() => asked(source, 0, bytes.length)));
    await source.close();
    expect((await settled).map((one) => one.status)).toContain("rejected");
  });
});

describe("what is no file is refused at once", () => {
  test.each<[string, (path: string) => Promise<unknown>, string]>([
    ["a pipe that nobody writes to", (path) => Promise.resolve(execFileSync("mkfifo", [path])), "file-failed"],
    ["a folder", (path) => mkdir(path), "file-failed"],
    ["nothing", () => Promise.resolve(), "file-missing"],
    ["a loop of links", (path) => symlink(path, path), "file-kind"],
  ])("%s", async (name, make, code) => {
    const path = join(folder, name);
    await make(path);
    await expect(openBytes(path)).rejects.toMatchObject({ name: "SeaworthyError", code });
  });
});
