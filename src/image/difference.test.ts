import { describe, expect, test } from "vitest";
import type { ImageDifference } from "../core/image-difference.ts";
import type { Written, WrittenImage } from "../formats/image-archive/tar-writer.fixture.ts";
import { differenceOf } from "./difference.ts";
import { link, opened } from "./testing/survey.fixture.ts";

const file = (name: string, content: string, rest: Partial<Written> = {}): Written => ({ name, content, ...rest });
const between = async (before: WrittenImage, after: WrittenImage): Promise<ImageDifference> =>
  differenceOf({ name: "a", image: await opened(before) }, { name: "b", image: await opened(after) });

describe("files that a container sees differently", () => {
  const cases: readonly (readonly [string, readonly Written[], readonly Written[], readonly string[]])[] = [
    ["none", [file("a", "1")], [file("a", "1")], []],
    ["added and removed", [file("a", "1")], [file("b", "1")], ["removed a", "added b"]],
    ["another size", [file("a", "1")], [file("a", "22")], ["content a"]],
    ["the same size, other bytes", [file("a", "1")], [file("a", "2")], ["content a"]],
    ["the same bytes, another mode", [file("a", "1")], [file("a", "1", { mode: 0o755 })], ["metadata a"]],
    ["the same bytes, another owner", [file("a", "1")], [file("a", "1", { uid: 5 })], ["metadata a"]],
    ["a link that leads elsewhere", [link("a", "b")], [link("a", "c")], ["content a"]],
    ["a link in place of a file", [file("a", "1")], [link("a", "b")], ["content a"]],
    ["a folder alone", [file("d/", "", { flag: "5" })], [], []],
    [
      "a hard link of the same bytes",
      [file("a", "1"), file("b", "1")],
      [file("a", "1"), { name: "b", flag: "1", linkname: "a" }],
      [],
    ],
  ];
  test.each(cases)("%s", async (_, before, after, expected) => {
    const { files } = await between({ layers: [before] }, { layers: [after] });
    expect(files.map((one) => `${one.kind} ${one.path}`)).toEqual(expected);
  });

  test("what one layer writes and the next deletes is no difference", async () => {
    const { files, layers } = await between(
      { layers: [[file("a", "1")]] },
      { layers: [[file("a", "1")], [file("b", "1")], [file(".wh.b", "")]] },
    );
    expect(files).toEqual([]);
    expect(layers.map((one) => one.kind)).toEqual(["same", "added", "added"]);
  });
});

test("packages by version, settings by name and never by value", async () => {
  const python = (version: string): Written =>
    file(`p/x-${version}.dist-info/METADATA`, `Name: x\nVersion: ${version}\n`);
  const found = await between(
    { layers: [[python("1")]], config: { User: "root", Env: ["A=secret-one", "B=1"] } },
    { layers: [[python("2")]], config: { User: "10001", Env: ["A=secret-two", "C=1"] } },
  );
  expect(found.packages).toEqual([{ kind: "python", name: "x", before: ["1"], after: ["2"] }]);
  expect(found.config.map((one) => `${one.setting}: ${one.before} -> ${one.after}`)).toEqual([
    "user: root -> 10001",
    "env B: set -> ",
    "env C:  -> set",
    "env A: set -> set to another value",
  ]);
  expect(JSON.stringify(found)).not.toContain("secret-");
});
