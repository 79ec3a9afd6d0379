import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readModule } from "../source/module.mjs";
import { root } from "../source/tree.mjs";
import { judge } from "./judge.mjs";
import { rooms } from "./rooms.mjs";

/** @param {Record<string, string>} files */
const breachesOf = (files) =>
  judge(Object.entries(files).map(([path, text]) => readModule(path, text))).map(
    ({ path, line, says }) => `${path}:${line} ${says}`,
  );

const unit = `import { defineRule } from "../define.ts";\nexport default defineRule({ id: "SW1" });\n`;
const define = { "src/rules/define.ts": "export function defineRule(a: object) { return a; }\n" };

/** @type {[string, Record<string, string>][]} */
const clean = [
  [
    "an arrow of the table",
    { "src/core/a.ts": "export const a = 1;", "src/rules/b.ts": `import { a } from "../core/a.ts"; a;` },
  ],
  ["the clock in host", { "src/host/a.ts": "export const now = () => Date.now();" }],
  ["a date that is given", { "src/core/a.ts": "export const d = (n: number) => new Date(n);" }],
  ["files in host", { "src/host/a.ts": `import { readFile } from "node:fs/promises"; readFile;` }],
  ["types of a module of power", { "src/core/a.ts": `import type { Stats } from "node:fs"; export type S = Stats;` }],
  ["argv in the command line", { "src/cli/a.ts": "export const args = process.argv;" }],
  [
    "a cycle of types",
    {
      "src/core/a.ts": `import type { B } from "./b.ts"; export type A = B;`,
      "src/core/b.ts": `import type { A } from "./a.ts"; export type B = A;`,
    },
  ],
  ["power in a test", { "src/core/a.test.ts": `import "node:fs"; process.env;` }],
  [
    "the list of a room's units",
    { ...define, "src/rules/copy/a.ts": unit, "src/rules/all.gen.ts": `import a from "./copy/a.ts"; a;` },
  ],
  [
    "a variable that is called process",
    { "src/claims/a.ts": "export const a = (process: { pid: number }) => process.pid;" },
  ],
  [
    "constants of a module of power",
    { "src/claims/a.ts": `import { rootCertificates } from "node:tls"; rootCertificates;` },
  ],
  [
    "an image looked into by a claim",
    { "src/image/a.ts": "export const a = 1;", "src/claims/b.ts": `import { a } from "../image/a.ts"; a;` },
  ],
  [
    "words that look like imports",
    { "src/core/a.ts": `// import "../host/x.ts"\nexport const t = 'import "node:fs"; process.env';` },
  ],
];

/** @type {[string, Record<string, string>, string][]} */
const broken = [
  [
    "an arrow against the table",
    { "src/host/a.ts": "export const a = 1;", "src/rules/b.ts": `import { a } from "../host/a.ts"; a;` },
    "src/rules/b.ts:1 rules may not import host",
  ],
  [
    "a type against the table",
    {
      "src/host/a.ts": "export type A = 1;",
      "src/core/b.ts": `import type { A } from "../host/a.ts"; export type B = A;`,
    },
    "core may not import host",
  ],
  [
    "an import() of a type",
    { "src/host/a.ts": "export type A = 1;", "src/core/b.ts": `export type B = import("../host/a.ts").A;` },
    "core may not import host",
  ],
  [
    "a lazy import",
    { "src/host/a.ts": "export const a = 1;", "src/core/b.ts": `export const b = () => import("../host/a.ts");` },
    "core may not import host",
  ],
  [
    "a re-export",
    { "src/host/a.ts": "export const a = 1;", "src/core/b.ts": `export * from "../host/a.ts";` },
    "core may not import host",
  ],
  [
    "one pure room in another",
    { "src/stacks/a.ts": "export const a = 1;", "src/rules/b.ts": `import { a } from "../stacks/a.ts"; a;` },
    "rules may not import stacks",
  ],
  ["a folder that is no room", { "src/utils/a.ts": "export const a = 1;" }, "utils is no room"],
  ["a file that is not there", { "src/core/a.ts": `import "./gone.ts";` }, "imports ./gone.ts, which is not there"],
  [
    "files in a pure room",
    { "src/rules/a.ts": `import { readFileSync } from "node:fs"; readFileSync;` },
    "rules has no files",
  ],
  [
    "files without the node: prefix",
    { "src/rules/a.ts": `import { readFileSync } from "fs"; readFileSync;` },
    "rules has no files",
  ],
  [
    "a module of power with its constant",
    { "src/claims/a.ts": `import { connect, rootCertificates } from "node:tls"; connect(rootCertificates);` },
    "claims has no network",
  ],
  [
    "a process in a use case",
    { "src/workflows/a.ts": `import { spawn } from "node:child_process"; spawn;` },
    "workflows has no processes",
  ],
  ["fetch in a pure room", { "src/claims/a.ts": "export const a = () => fetch('x');" }, "claims has no network"],
  [
    "the clock in a pure room",
    { "src/records/a.ts": "\nexport const a = new Date();" },
    "src/records/a.ts:2 records has no clock",
  ],
  ["the environment in host", { "src/host/a.ts": "export const a = process.env;" }, "host has no environment"],
  ["the environment, taken apart", { "src/wire.ts": "const { env } = process; env;" }, "wire has no environment"],
  ["the exit code in a use case", { "src/workflows/a.ts": "process.exitCode = 1;" }, "workflows has no arguments"],
  [
    "a cycle of values",
    {
      "src/core/a.ts": `import { b } from "./b.ts"; export const a = b;`,
      "src/core/b.ts": `import { a } from "./a.ts"; export const b = a;`,
    },
    "cycle: src/core/a.ts -> src/core/b.ts -> src/core/a.ts",
  ],
  [
    "a unit in a unit",
    { ...define, "src/rules/copy/a.ts": unit, "src/rules/copy/b.ts": `import a from "./a.ts"; a;` },
    "imports the unit src/rules/copy/a.ts",
  ],
  [
    "a test's builder in the source",
    { "src/core/testing/a.ts": "export const a = 1;", "src/core/b.ts": `import { a } from "./testing/a.ts"; a;` },
    "which is only for tests",
  ],
  [
    "301 lines",
    { "src/core/a.ts": "// line\n".repeat(301) },
    "src/core/a.ts:301 301 lines: a source file may have 300",
  ],
  [
    "a unit of 121 lines",
    { ...define, "src/rules/copy/a.ts": unit + "// line\n".repeat(119) },
    "121 lines: a unit may have 120",
  ],
];

describe("the arrows", () => {
  test.each(clean)("%s: clean", (_name, files) => expect(breachesOf(files)).toEqual([]));
  test.each(broken)("%s: a breach", (_name, files, says) => {
    const breaches = breachesOf(files);
    expect(breaches).toHaveLength(1);
    expect(breaches[0]).toContain(says);
  });
});

describe("the command", () => {
  const folder = mkdtempSync(join(tmpdir(), "seaworthy-boundaries-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = () => spawnSync(process.execPath, [join(root, "tools/boundaries.mjs"), folder], { encoding: "utf8" });
  /** @param {string} path @param {string} text */
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  test("fails when it has seen no file", () => {
    write("src/readme.txt", "no code");
    expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining("nothing was checked") });
  });
  test("passes a clean tree, fails when one arrow of it is turned round", () => {
    write("src/core/a.ts", "export const a = 1;\n");
    write("src/host/b.ts", `import { a } from "../core/a.ts";\nexport const b = a;\n`);
    expect(run()).toMatchObject({ status: 0, stdout: "2 files, 1 imports, 0 breaches\n" });
    write("src/core/a.ts", `import { b } from "../host/b.ts";\nexport const a = b;\n`);
    expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining("core may not import host") });
  });
});

test("ARCHITECTURE.md prints the table that is checked", () => {
  const page = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
  const rows = [...page.matchAll(/^\| `([\w, `]+)` \| ([^|]+) \| ([^|]+) \|$/gm)];
  /** @type {Record<string, { imports: string[], powers: string[] }>} */
  const printed = {};
  for (const [, names = "", imports = "", powers = ""] of rows) {
    for (const name of names.replaceAll("`", "").split(", ")) {
      printed[name] = { imports: words(imports).filter((word) => word !== name), powers: words(powers) };
    }
  }
  /** @type {typeof printed} */
  const checked = {};
  for (const [name, room] of Object.entries(rooms)) {
    checked[name] = { imports: [...room.imports].sort(), powers: [...room.powers].sort() };
  }
  expect(printed).toEqual(checked);
});

/** @param {string} cell */
function words(cell) {
  return cell === "none"
    ? []
    : cell
        .split(", ")
        .map((word) => word.trim())
        .sort();
}
