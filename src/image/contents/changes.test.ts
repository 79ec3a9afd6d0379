import { describe, expect, test } from "vitest";
import type { Written, WrittenImage } from "../../formats/image-archive/tar-writer.fixture.ts";
import { surveyed, surveyedPacked } from "../testing/survey.fixture.ts";

type Layers = readonly (readonly Written[])[];
const file = (name: string, content: string, rest: Partial<Written> = {}): Written => ({ name, content, ...rest });
const folder = (name: string): Written => ({ name, flag: "5" });

describe("what a layer did to the ones below", () => {
  const cases: readonly (readonly [string, Layers, readonly (readonly [number, number, number])[]])[] = [
    ["adds", [[folder("d/"), file("d/a", "1"), file("b", "2")]], [[2, 0, 0]]],
    [
      "changes",
      [[file("a", "1")], [file("a", "2")]],
      [
        [1, 0, 0],
        [0, 1, 0],
      ],
    ],
    [
      "deletes",
      [[file("a", "1")], [file(".wh.a", "")]],
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
    ],
    [
      "deletes a folder with all that is in it",
      [[file("d/a", "1"), file("d/e/b", "2")], [file(".wh.d", "")]],
      [
        [2, 0, 0],
        [0, 0, 2],
      ],
    ],
    [
      "empties a folder and puts one file back",
      [
        [file("d/a", "1"), file("d/b", "2")],
        [file("d/.wh..wh..opq", ""), file("d/a", "1")],
      ],
      [
        [2, 0, 0],
        [1, 0, 2],
      ],
    ],
    [
      "a file in place of a folder",
      [[file("d/a", "1")], [file("d", "2")]],
      [
        [1, 0, 0],
        [1, 0, 1],
      ],
    ],
    [
      "a folder in place of a file",
      [[file("d", "1")], [folder("d/"), file("d/a", "1")]],
      [
        [1, 0, 0],
        [1, 0, 1],
      ],
    ],
    ["one path twice in a layer is one addition", [[file("a", "1"), file("a", "22")]], [[1, 0, 0]]],
    [
      "folders alone are not counted",
      [[folder("d/")], [folder("d/")]],
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
    ],
    ["a whiteout of nothing does nothing", [[file(".wh.gone", "")]], [[0, 0, 0]]],
  ];
  test.each(cases)("%s", async (_, layers, expected) => {
    const found = await surveyed({ layers });
    expect(found.layers.map((one) => [one.added, one.changed, one.deleted])).toEqual(expected);
  });
});

describe("why bytes are wasted", () => {
  const cases: readonly (readonly [string, Layers, readonly string[]])[] = [
    ["nothing", [[file("a", "12345")], [file("b", "1")]], []],
    ["a later layer deletes", [[file("a", "123")], [file(".wh.a", "")]], ["deleted 0 by 1: 3 bytes, a"]],
    [
      "a later layer deletes the folder",
      [[file("d/a", "123"), file("d/b", "45")], [file(".wh.d", "")]],
      ["deleted 0 by 1: 5 bytes, d/a d/b"],
    ],
    ["other content of the same size", [[file("a", "123")], [file("a", "456")]], ["replaced 0 by 1: 3 bytes, a"]],
    ["other content of another size", [[file("a", "123")], [file("a", "4567")]], ["replaced 0 by 1: 3 bytes, a"]],
    [
      "the same content with another mode",
      [[file("a", "123")], [file("a", "123", { mode: 0o600 })]],
      ["metadata 0 by 1: 3 bytes, a"],
    ],
    [
      "the same content with another owner",
      [[file("a", "123")], [file("a", "123", { uid: 10001 })]],
      ["metadata 0 by 1: 3 bytes, a"],
    ],
    ["twice in one layer", [[file("a", "123"), file("a", "12")]], ["duplicate 0 by 0: 3 bytes, a"]],
    [
      "a link in place of the file",
      [[file("a", "123")], [{ name: "a", flag: "2", linkname: "b" }]],
      ["replaced 0 by 1: 3 bytes, a"],
    ],
    [
      "a deleted name, while a hard link is left",
      [[file("a", "123"), { name: "b", flag: "1", linkname: "a" }], [file(".wh.a", "")]],
      [],
    ],
    [
      "both names deleted by different layers",
      [[file("a", "123"), { name: "b", flag: "1", linkname: "a" }], [file(".wh.a", "")], [file(".wh.b", "")]],
      ["deleted 0 by 2: 3 bytes, b"],
    ],
    ["an empty file deleted", [[file("a", "")], [file(".wh.a", "")]], []],
  ];
  for (const [read, name] of [
    [surveyed, "plain"],
    [surveyedPacked, "gzip"],
  ] as const) {
    test.each(cases)(`%s (${name} layers)`, async (_, layers, expected) => {
      const found = await read({ layers });
      const told = found.waste.map((one) => {
        const paths = one.largest
          .map(({ path }) => path)
          .toSorted()
          .join(" ");
        return `${one.reason} ${one.layer} by ${one.by}: ${one.bytes} bytes, ${paths}`;
      });
      expect(told).toEqual(expected);
      expect(found.waste.reduce((sum, one) => sum + one.bytes, 0)).toBe(found.wastedBytes);
      expect(found.layers.reduce((sum, one) => sum + one.wastedBytes, 0)).toBe(found.wastedBytes);
    });
  }

  test("efficiency is the share of the content that is still there", async () => {
    expect(
      (await surveyed({ layers: [[file("a", "1".repeat(30)), file("b", "1".repeat(70))], [file(".wh.a", "")]] }))
        .efficiency,
    ).toBeCloseTo(0.7);
    expect((await surveyed({ layers: [[]] })).efficiency).toBe(1);
  });
});

describe("dive's figures beside ours", () => {
  const cases: readonly (readonly [string, WrittenImage, number, number, RegExp | null])[] = [
    ["nothing repeated: the same", { layers: [[file("a", "123")]] }, 1, 0, null],
    [
      "a file deleted: the same bytes",
      { layers: [[file("a", "123"), file("b", "1")], [file(".wh.a", "")]] },
      0.25,
      3,
      null,
    ],
    [
      "a folder deleted: dive sees nothing",
      { layers: [[file("d/a", "123")], [file(".wh.d", "")]] },
      1,
      0,
      /3 bytes went with a deleted folder/,
    ],
    [
      "an opaque folder: dive sees nothing",
      { layers: [[file("d/a", "123")], [file("d/.wh..wh..opq", "")]] },
      1,
      0,
      /3 bytes went with a deleted folder/,
    ],
    [
      "twice in a layer: dive sees the last",
      { layers: [[file("a", "123"), file("a", "12")]] },
      1,
      0,
      /3 bytes were written twice/,
    ],
    ["replaced: dive counts both copies", { layers: [[file("a", "123")], [file("a", "456")]] }, 0.5, 6, /all copies/],
  ];
  test.each(cases)("%s", async (_, image, efficiency, wasted, difference) => {
    const { dive } = await surveyed(image);
    expect(dive.efficiency).toBeCloseTo(efficiency);
    expect(dive.wastedBytes).toBe(wasted);
    if (difference === null) expect(dive.difference).toEqual([]);
    else expect(dive.difference.join("\n")).toMatch(difference);
  });
});
