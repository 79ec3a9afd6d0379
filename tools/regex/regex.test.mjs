import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { root } from "../source/tree.mjs";
import { readModule } from "../source/module.mjs";
import { judgePatterns, superLinear } from "./judge.mjs";

test.each([
  ["one repeat", "^[a-z]+$"],
  ["repeats that share no text", "^([^:]+):(.*)$"],
  ["a repeat of words and their separator", "^(?:[a-z]+-)*[a-z]+$"],
  ["two numbers", "^\\d+\\.\\d+"],
])("%s is linear", (_name, pattern) => expect(superLinear(pattern, "")).toBeNull());

test.each([
  ["a repeat in a repeat", "^(a+)+$"],
  ["two repeats of the same text", "^a*a*$"],
  ["spaces before anything that may be spaces", "^\\s+(.+?)\\s*$"],
  ["a trailing repeat that may begin anywhere", "\\s+$"],
])("%s is not", (_name, pattern) => expect(superLinear(pattern, "")).not.toBeNull());

const module = readModule(
  "src/core/a.ts",
  String.raw`export const trailing = (text: string) => text.replace(/-+$/, "");`,
);
const allowance = { path: "src/core/a.ts", pattern: "-+$", because: "names of at most 60 characters" };

test("an allowance silences its own expression", () => expect(judgePatterns([module], [allowance])).toEqual([]));
test("an allowance for another file does not", () => {
  expect(judgePatterns([module], [{ ...allowance, path: "src/core/b.ts" }])).toHaveLength(2);
});
test("an allowance without an expression is told", () => {
  expect(judgePatterns([], [allowance])[0]).toContain("needs no allowance any more");
});

const folder = mkdtempSync(join(tmpdir(), "seaworthy-regex-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
test("the command fails when it has seen nothing, and when one expression is not linear", () => {
  mkdirSync(join(folder, "src/core"), { recursive: true });
  const run = () => spawnSync(process.execPath, [join(root, "tools/regex.mjs"), folder], { encoding: "utf8" });
  writeFileSync(join(folder, "src/core/a.ts"), "export const a = 1;\n");
  expect(run().status).toBe(2);
  writeFileSync(join(folder, "src/core/a.ts"), "export const a = /^a+$/;\n");
  expect(run().status).toBe(0);
  writeFileSync(join(folder, "src/core/a.ts"), "export const a = /^(a+)+$/;\n");
  expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining("src/core/a.ts:1") });
});
