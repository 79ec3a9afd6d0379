import { describe, expect, test } from "vitest";
import { readGossFile } from "../../formats/goss/index.ts";
import { matcherOf } from "./from-goss.ts";
import type { Value } from "./matcher.ts";

describe("a matcher of goss", () => {
  test.each<[string, Value, boolean]>([
    ["42", 42, true],
    ["42", "42", true],
    ['"42"', 42, true],
    ["42", 43, false],
    ["{gt: 40, lt: 45}", "42", true],
    ["{gt: 42}", 42, false],
    ["{ge: 42}", 42, true],
    ["{le: 41}", 42, false],
    ["{have-prefix: a}", "abc", true],
    ["{have-suffix: b}", "abc", false],
    ["{contain-substring: b}", "abc", true],
    ["{match-regexp: '^a.c$'}", "abc", true],
    ["{not: abc}", "abc", false],
    ["{not: {have-prefix: b}}", "abc", true],
    ["[a, b]", ["b", "a", "c"], true],
    ["[a, a]", ["a", "b"], false],
    ["{equal: [a, b]}", ["b", "a"], false],
    ["{equal: [a, b]}", ["a", "b"], true],
    ["{consist-of: [a, {have-prefix: b}]}", ["bc", "a"], true],
    ["{consist-of: [a]}", ["a", "b"], false],
    ["{contain-element: {match-regexp: b}}", "a\nabc\n", true],
    ["{contain-element: c}", ["a"], false],
    ["{have-len: 2}", ["a", "b"], true],
    ["{have-len: 2}", "abc", false],
    ["{have-key: a}", { a: 1 }, true],
    ["{have-key: b}", { a: 1 }, false],
    ["{and: [{gt: 1}, {lt: 3}]}", 3, false],
    ["{or: [1, 3]}", 3, true],
    ["{or: [1, 2]}", 3, false],
    ['{semver-constraint: ">1.0.0 <2.0.0 !=1.5.0"}', ["1.0.1", "1.9.9"], true],
    ['{semver-constraint: ">1.0.0 <2.0.0 !=1.5.0"}', ["1.5.0"], false],
    ["{gjson: {a.b: 3}}", '{"a": {"b": 3}}', true],
    ["{gjson: {a.b: 3}}", '{"a": {"b": 4}}', false],
    ["{gjson: {a: 3}}", "no json", false],
  ])("%s of %j: %s", (text, value, holds) => {
    const [resource] = readGossFile(`file:\n  /a:\n    size: ${text}\n`).resources;
    const matcher = resource?.attributes[0]?.matcher;
    expect(matcher !== undefined && matcherOf(matcher).holds(value)).toBe(holds);
  });

  test.each<[string, string, boolean]>([
    ["foo", "a foo\nb", true],
    ["foo", "a\nb", false],
    ["'!foo'", "a foo\nb", false],
    ["'\\!foo'", "a !foo", true],
    ["'/^b$/'", "a\nb\n", true],
    ["'!/^b$/'", "a\nb\n", false],
    ["[a, '!c']", "a\nb\n", true],
    ["{have-len: 2}", "a\nb\nc\n", false],
  ])("%s of lines %j: %s", (text, value, holds) => {
    const [resource] = readGossFile(`file:\n  /a:\n    contents: ${text}\n`).resources;
    const matcher = resource?.attributes[0]?.matcher;
    expect(matcher !== undefined && matcherOf(matcher).holds(value)).toBe(holds);
  });
});
