import { expect, test } from "vitest";

import { dottedName } from "../expression/index.ts";
import { pythonCalls, readPythonModule } from "./index.ts";

test.each([
  ["from . import a as b, c", [".|a|b", ".|c|c"]],
  ["from ..x.y import (z,\n  w as v,)", ["..x.y|z|z", "..x.y|w|v"]],
  ["import os.path, sys as s", ["os.path|null|os", "sys|null|s"]],
])("imports: %s", (text, expected) => {
  expect(readPythonModule(text).imports.map((i) => `${i.module}|${i.name}|${i.local}`)).toEqual(expected);
});

test("an import in a function, a try or an if may not happen", () => {
  const module = readPythonModule(
    "import a\ntry:\n    import b\nexcept ImportError:\n    pass\ndef f():\n    import c\n",
  );
  expect(module.imports.map((i) => i.conditional)).toEqual([false, true, true]);
});

test("what does not parse is named, and what is around it is read", () => {
  const module = readPythonModule("a = 1\ndef broken(:\n    x\nb = 2\n");
  expect(module.assignments.map((a) => `${a.target}:${a.line}`)).toEqual(["a:1", "b:4"]);
  expect(module.problems).toEqual([2]);
  expect(readPythonModule("a = 1\n").problems).toEqual([]);
});

test("a name in a comment or a string is no call", () => {
  const calls = (text: string): (string | null)[] =>
    [...pythonCalls(readPythonModule(text))].map(({ call }) => dottedName(call.callee));
  expect(calls("# app = FastAPI()\n'FastAPI()'\n")).toEqual([]);
  expect(calls("app = FastAPI()\n")).toEqual(["FastAPI"]);
});

test.each([
  ["'a' \"b\"", "ab"],
  ["r'\\d'", "\\d"],
  ['"""x\\n"""', "x\n"],
])("the text of %s", (literal, expected) => {
  const value = readPythonModule(`v = ${literal}\n`).assignments[0]?.value;
  const text =
    value?.kind === "literal"
      ? value.value
      : value?.kind === "template"
        ? value.parts.filter((part) => typeof part === "string").join("")
        : null;
  expect(text).toBe(expected);
});
