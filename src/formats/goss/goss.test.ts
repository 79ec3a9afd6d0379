import { describe, expect, test } from "vitest";
import { readGossFile } from "./index.ts";

describe("a goss file", () => {
  test("is read to its resources, with the key or what stands in its place as the name", () => {
    const text = `file:
  /etc/passwd:
    exists: true
    mode: "0644"
    contents: ["root", "!/^toor:/"]
command:
  version:
    exec: "python --version"
    exit-status: 0
    stdout:
      and:
        - have-len: 1
        - contain-element: {match-regexp: '^Python \\d'}
    timeout: 10000
port:
  tcp:8000: {listening: true, skip: true}
`;
    const { resources, problems } = readGossFile(text);
    expect(problems).toEqual([]);
    expect(resources.map(({ kind, name, line, skip }) => [kind, name, line, skip])).toEqual([
      ["file", "/etc/passwd", 2, false],
      ["command", "python --version", 7, false],
      ["port", "tcp:8000", 16, true],
    ]);
    expect(resources[0]?.attributes.map(({ name, matcher, line }) => [name, matcher, line])).toEqual([
      ["exists", { op: "equal", value: true }, 3],
      ["mode", { op: "equal", value: "0644" }, 4],
      [
        "contents",
        {
          op: "and",
          all: [
            { op: "lines", negated: false, pattern: null, text: "root" },
            { op: "lines", negated: true, pattern: /^toor:/, text: "/^toor:/" },
          ],
        },
        5,
      ],
    ]);
    expect(resources[1]?.settings).toEqual({ timeout: "10000" });
    expect(resources[1]?.attributes[1]?.matcher).toMatchObject({
      op: "and",
      all: [
        { op: "have-len", number: 1 },
        { op: "contain-element", of: { op: "match-regexp", text: "^Python \\d" } },
      ],
    });
  });

  test("may be JSON", () => {
    expect(readGossFile('{"user": {"app": {"exists": true, "uid": {"gt": 1000}}}}').resources).toMatchObject([
      { kind: "user", name: "app", attributes: [{}, { matcher: { op: "gt", number: 1000 } }] },
    ]);
  });

  test.each([
    ["files: {}\n", 1, 1, /no key "files"/],
    ["file:\n  /a:\n    exist: true\n", 3, 5, /no key "exist"/],
    ["file:\n  /a:\n    size: {more: 3}\n", 3, 11, /no matcher "more"/],
    ["file:\n  /a:\n    size: {gt: many}\n", 3, 16, /is a number/],
    ["file:\n  /a:\n    contents: ['/(/']\n", 3, 16, /pattern that is none/],
    ["file:\n  /a:\n    exists: true\nfile:\n  /b: {}\n", 4, 1, /unique/],
    ["file: [a]\n", 1, 7, /is a mapping/],
    ["file:\n  /a: {}\n", 2, 3, /expects nothing/],
    ["file:\n  {{ .Vars.path }}:\n    exists: true\n", 2, 3, /goss render/],
    ["file: [\n", 2, 1, /./],
  ])("%j is told at its place", (text, line, column, says) => {
    const [problem] = readGossFile(text).problems;
    expect([problem?.line, problem?.column]).toEqual([line, column]);
    expect(problem?.says).toMatch(says);
  });
});
