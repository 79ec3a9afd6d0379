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
