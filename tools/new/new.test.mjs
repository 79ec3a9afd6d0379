import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unitLists } from "../gen/lists.mjs";
import { readSource, root } from "../source/tree.mjs";
import { readModule } from "../source/module.mjs";
import { placeUnit } from "./place.mjs";
import { nextRuleId } from "./rule-id.mjs";

const rules = [
  { id: "SW1001", category: "base-image" },
  { id: "SW1004", category: "base-image" },
  { id: "SW2001", category: "copy" },
];
test.each([
  ["the next of its category, past its gaps", "base-image", "SW1005"],
  ["the next of another", "copy", "SW2002"],
  ["a block of its own for a new category", "network", "SW2101"],
])("a rule gets %s", (_name, category, id) => expect(nextRuleId(rules, category)).toBe(id));
test("an id that another category took is not given twice", () => {
  expect(nextRuleId([...rules, { id: "SW1005", category: "stray" }], "base-image")).toBe("SW1006");
});

describe("a name is refused", () => {
  const taken = readModule("src/claims/units/builds.ts", `export default defineClaim({ id: "builds" });`);
  test.each([
    ["plugin", "a", "is no kind of unit"],
    ["rule", "no-category", "is no name for a rule"],
    ["rule", "../../etc/passwd", "is no name for a rule"],
    ["rule", "copy/UpperCase", "is no name for a rule"],
    ["claim", "a/b", "is no name for a claim"],
    ["claim", "builds", "is there already"],
  ])("%s %s", (kind, name, says) => expect(() => placeUnit(kind, name, "0.1.0", [taken])).toThrow(says));
});

/** @type {[string, string][]} */
const skeletons = [
  ["rule", "copy/of-everything-twice"],
  ["stack", "made-up"],
  ["claim", "made-up"],
  ["diagnosis", "start/made-up"],
  ["report", "made-up"],
];

describe("the skeletons", () => {
  const folder = mkdtempSync(join(tmpdir(), "seaworthy-new-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  /** @type {string[]} */
  const tests = [];
  beforeAll(() => {
    for (const name of ["src", "tsconfig.json", "package.json"])
      cpSync(join(root, name), join(folder, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    for (const [kind, name] of skeletons) {
      for (const [path, text] of placeUnit(kind, name, "0.1.0", readSource(folder))) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
        if (path.endsWith(".test.ts")) tests.push(path);
      }
    }
    for (const [path, text] of unitLists(readSource(folder))) writeFileSync(join(folder, path), text);
  });

  test("are on the lists of their rooms", () => {
    const lists = [...unitLists(readSource(folder)).values()].join("");
    for (const [, name] of skeletons) expect(lists).toContain(`${name}.ts`);
  });
  test("compile as they are", () => {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { stdout } = spawnSync(process.execPath, [tsc, "-p", "."], { cwd: folder, encoding: "utf8" });
    const names = skeletons.map(([, name]) => name);
    expect(
      stdout.split("\n").filter((line) => names.some((name) => line.includes(name)) || line.includes("all.gen.ts")),
    ).toEqual([]);
  });
  test("fail their tests until a person has thought", () => {
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const { status, stdout } = spawnSync(
      process.execPath,
      [vitest, "run", "--root", folder, "--reporter=json", ...tests],
      { encoding: "utf8" },
    );
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ numFailedTests: skeletons.length, numPassedTests: 0 });
  });
});
