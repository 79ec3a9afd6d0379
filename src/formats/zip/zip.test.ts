import { describe, expect, test } from "vitest";
import { readFrom } from "../byte-ranges/index.ts";
import { DamagedZip, zipMembers, zipText } from "./index.ts";
import { zip } from "./zip-writer.fixture.ts";

const textOf = (bytes: Buffer, name: string): string => {
  const member = readFrom(bytes, zipMembers(bytes.length)).find((one) => one.name === name);
  return member === undefined ? "(none)" : readFrom(bytes, zipText(member));
};

test.each([false, true])("members are read, packed: %s", (packed) => {
  const bytes = zip({ "a.txt": "hello", "b/c.txt": "world".repeat(1000) }, packed);
  expect(textOf(bytes, "b/c.txt")).toBe("world".repeat(1000));
  expect(textOf(bytes, "a.txt")).toBe("hello");
});

test("of the members those that are wanted are listed, and all are counted", () => {
  const bytes = zip({ "META-INF/a": "1", "META-INF": "2", "b/c.jar": "3", jar: "4", ".jar": "5", "d.jar/e": "6" });
  const wanted = { prefix: "META-INF/", suffix: ".jar" };
  expect(readFrom(bytes, zipMembers(bytes.length, wanted)).map((one) => one.name)).toEqual([
    "META-INF/a",
    "b/c.jar",
    ".jar",
  ]);
  const short = Buffer.from(bytes.toString("latin1").replace("PK\x01\x02", "PK\x01\x09"), "latin1");
  expect(() => readFrom(short, zipMembers(short.length, wanted))).toThrow(DamagedZip);
});

test("a comment behind the end record is passed over", () => {
  expect(textOf(Buffer.concat([zip({ a: "x" }), Buffer.from("comment")]), "a")).toBe("x");
});

describe("a damaged zip file is told", () => {
  const good = zip({ a: "x".repeat(100) }, true);
  const bomb = zip({ a: "x".repeat(4 * 1024 * 1024) }, true);
  test.each<[string, Buffer]>([
    ["no end record", good.subarray(0, 40)],
    ["empty", Buffer.alloc(0)],
    [
      "a directory that is shorter than it says",
      Buffer.from(good.toString("latin1").replace("PK\x01\x02", "PK\x01\x09"), "latin1"),
    ],
    ["a member that grows beyond its bound", bomb],
  ])("%s", (_, bytes) => {
    expect(() => textOf(bytes, "a")).toThrow(DamagedZip);
  });
});
