import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { FrontMatter } from "../core/record.ts";
import { readFrontFields, typedFront, writeFront } from "./front-matter.ts";
import { backendRecord } from "./testing/backend-record.ts";

const back = (front: FrontMatter): FrontMatter => typedFront(readFrontFields(writeFront(front).split("\n"))).front;

describe("front matter that is written", () => {
  test("has the fields in the order of the record's shape", () => {
    const names = writeFront(backendRecord().front).match(/^[a-z]+(?=:)/gm);
    expect(names).toEqual(
      "id title stage date surface model feature branch user command labels links files tests".split(" "),
    );
  });

  test.each([
    { text: "a: b" },
    { text: "ends with:" },
    { text: " # no comment" },
    { text: "D:\\todo-app\\backend" },
    { text: "null" },
    { text: "2026-01-03" },
    { text: "- dash" },
    { text: 'say "hi"' },
    { text: "line\nbreak" },
    { text: "" },
    { text: "✅ emoji" },
    { text: "@at, [list], {map}" },
  ])("is read back as it was by us and by a strict YAML reader: $text", ({ text }) => {
    const front: FrontMatter = {
      ...backendRecord().front,
      title: text,
      branch: text,
      labels: ["a", text].filter(Boolean),
      tests: [text || "x"],
    };
    const read = back(front);
    expect(read).toEqual(front);
    const strict: unknown = parse(writeFront(front), { schema: "failsafe" });
    expect(strict).toMatchObject({ title: text, branch: text, labels: front.labels, tests: front.tests });
  });

  test("survives any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        fc.pre(!/[\ud800-\udfff]/u.test(text)); // lone surrogates cannot be written to a file
        const front: FrontMatter = { ...backendRecord().front, title: text, files: [text] };
        const read = back(front);
        expect(read.title).toBe(text);
        expect(read.files).toEqual([text]);
        const strict: unknown = parse(writeFront(front), { schema: "failsafe" });
        expect(strict).toMatchObject({ title: text, files: [text] });
      }),
    );
  });
});

describe("front matter that others wrote", () => {
  test.each([
    { lines: ["title: Foo: bar"], name: "title", value: "Foo: bar" },
    { lines: ['title: "D:\\todo"'], name: "title", value: "D:\\todo" },
    { lines: ["title: 'it''s'"], name: "title", value: "it's" },
    { lines: ["spec: ~"], name: "spec", value: null },
    { lines: ["labels: []"], name: "labels", value: [] },
    { lines: ["labels: [a, 'b, c', \"d\"]"], name: "labels", value: ["a", "b, c", "d"] },
    { lines: ["files:", "- one", "   - two"], name: "files", value: ["one", "two"] },
    { lines: ["links:", "  spec: x", "  pr:"], name: "links", value: { spec: "x", pr: null } },
  ])("is read: $lines", ({ lines, name, value }) => {
    expect(readFrontFields(lines).get(name)).toEqual(value);
  });
});
