import { describe, expect, test } from "vitest";
import { type PartLimits, partsOf } from "./parts.ts";

const loose: PartLimits = { share: 0, width: 10, depth: 10 };
const file = (path: string, bytes: number): { path: string; bytes: number; files: number } => ({
  path,
  bytes,
  files: 1,
});

describe("partsOf", () => {
  test("joins folders that hold nothing but the next, and sorts by bytes", () => {
    expect(partsOf([file("usr/lib/a", 1), file("usr/lib/b", 3), file("etc/c", 2)], loose)).toEqual([
      { name: "usr/lib", bytes: 4, files: 2, parts: [file("b", 3), file("a", 1)].map(named) },
      { name: "etc/c", bytes: 2, files: 1 },
    ]);
  });

  test("puts small ones together, and loses no byte and no file", () => {
    const list = [file("big", 900), ...Array.from({ length: 50 }, (_, at) => file(`small-${at}`, 2))];
    const parts = partsOf(list, { ...loose, share: 0.01 });
    expect(parts).toEqual([
      { name: "big", bytes: 900, files: 1 },
      { name: "", bytes: 100, files: 50, rest: 50 },
    ]);
  });

  test("shows the single small one by its name", () => {
    expect(partsOf([file("big", 900), file("small", 1)], { ...loose, share: 0.01 })).toHaveLength(2);
    expect(partsOf([file("big", 900), file("small", 1)], { ...loose, share: 0.01 })[1]).toEqual(
      named(file("small", 1)),
    );
  });

  test("names what lies in a folder itself, where folders were listed", () => {
    const [lib] = partsOf([{ path: "/lib", bytes: 70, files: 7 }, file("/lib/perl/x", 30)], loose);
    expect(lib).toEqual({
      name: "lib",
      bytes: 100,
      files: 8,
      parts: [
        { name: "files here", bytes: 70, files: 7 },
        { name: "perl/x", bytes: 30, files: 1 },
      ],
    });
  });
});

function named({ path, ...rest }: { path: string; bytes: number; files: number }): object {
  return { name: path, ...rest };
}
