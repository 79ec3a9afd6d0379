import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { filesBelow, root } from "../source/tree.mjs";
import { readModule } from "../source/module.mjs";
import { contentHash, hasMark, leaveMark } from "./fresh.mjs";
import { run } from "./run.mjs";
import { holdsLock } from "./setup.mjs";

const folder = mkdtempSync(join(tmpdir(), "seaworthy-setup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "src/deep"), { recursive: true });
  writeFileSync(join(folder, "src/a.ts"), "a");
  writeFileSync(join(folder, "src/deep/b.ts"), "b");
});
const hash = () => contentHash(folder, ["src", "missing.json"]);

/** @type {[string, () => void][]} */
const changes = [
  ["a changed text", () => writeFileSync(join(folder, "src/a.ts"), "A")],
  ["a new file", () => writeFileSync(join(folder, "src/deep/c.ts"), "")],
  ["a file that is gone", () => rmSync(join(folder, "src/a.ts"))],
  [
    "texts that changed places",
    () => (writeFileSync(join(folder, "src/a.ts"), "b"), writeFileSync(join(folder, "src/deep/b.ts"), "a")),
  ],
  ["a file that was missing", () => writeFileSync(join(folder, "missing.json"), "{}")],
];
test.each(changes)("%s changes the hash", (_name, change) => {
  const before = hash();
  expect(hash()).toBe(before);
  change();
  expect(hash()).not.toBe(before);
});

test("a mark is found only where it says the same", () => {
  const mark = join(folder, "mark");
  expect(hasMark(mark, "a")).toBe(false);
  leaveMark(mark, "a");
  expect(hasMark(mark, "a")).toBe(true);
  expect(hasMark(mark, "b")).toBe(false);
});

test("a program's exit code is passed on; one that is not there answers 127", async () => {
  expect(await run([process.execPath, "-e", "process.exit(7)"], { quiet: true })).toMatchObject({ status: 7 });
  expect(await run([join(folder, "no-such-program")], { quiet: true })).toMatchObject({ status: 127 });
});

test("a program that outlives its limit is ended with its children", async () => {
  const child = `require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" }); setInterval(() => {}, 1000)`;
  expect(await run([process.execPath, "-e", child], { quiet: true, seconds: 1 })).toMatchObject({
    status: 143,
    timedOut: true,
  });
});

test("an older Node is named, and what to do", () => {
  const script = `Object.defineProperty(process.versions, "node", { value: "18.20.0" }); (await import(${JSON.stringify(join(root, "tools/setup/node-version.mjs"))})).needNode("20.10", "seaworthy");`;
  const ended = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect(ended.status).toBe(2);
  expect(ended.stderr).toContain("error: Node 18.20.0 is too old");
});

describe("what is installed", () => {
  const lock = {
    packages: { "": {}, "node_modules/a": { integrity: "1" }, "node_modules/b": { integrity: "2", optional: true } },
  };
  /** @type {[string, Record<string, object> | null, boolean][]} */
  const cases = [
    ["nothing", null, false],
    ["what the lock names, without what is for other machines", { "node_modules/a": { integrity: "1" } }, true],
    ["another version", { "node_modules/a": { integrity: "9" } }, false],
    ["too little", {}, false],
    ["too much", { "node_modules/a": { integrity: "1" }, "node_modules/c": { integrity: "3" } }, false],
  ];
  test.each(cases)("%s", (_name, packages, holds) => {
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify(lock));
    for (const name of ["a", "b", "c"]) mkdirSync(join(folder, "node_modules", name), { recursive: true });
    if (packages !== null) writeFileSync(join(folder, "node_modules/.package-lock.json"), JSON.stringify({ packages }));
    expect(holdsLock(folder)).toBe(holds);
  });
  test("by npm's account, and a folder that was deleted since", () => {
    mkdirSync(join(folder, "node_modules"), { recursive: true });
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify(lock));
    writeFileSync(
      join(folder, "node_modules/.package-lock.json"),
      JSON.stringify({ packages: { "node_modules/a": { integrity: "1" } } }),
    );
    expect(holdsLock(folder)).toBe(false);
  });
});

// What a fresh clone runs has no packages yet: the first command of each sets them up.
test.each(["start", "test", "test-engines"])("npm run %s needs nothing but Node to begin", (command) => {
  const setUp = filesBelow(root, "tools/setup").filter((path) => !path.endsWith(".test.mjs"));
  const reached = new Set([`tools/${command}.mjs`, ...setUp].map((path) => join(root, path)));
  for (const path of reached) {
    for (const { from, typeOnly } of readModule(path, readFileSync(path, "utf8")).imports) {
      if (typeOnly || from.startsWith("node:")) continue;
      expect(from, path).toMatch(/^\./);
      reached.add(join(path, "..", from));
    }
  }
  expect(reached.size).toBeGreaterThan(3);
});
