import { expect, test } from "vitest";
import { readModule } from "../source/module.mjs";
import { errorsOf, errorsPage } from "./errors.mjs";
import { identifier, unitLists } from "./lists.mjs";
import { diagnosisPages } from "./pages.mjs";

/** @param {Record<string, string>} files */
const listsOf = (files) => unitLists(Object.entries(files).map(([path, text]) => readModule(path, text)));
/** @param {string} id */
const rule = (id) => `import { defineRule } from "../define.ts";\nexport default defineRule({ id: "${id}" });\n`;

test("a list holds the units of its room, in the order of their ids, and nothing else", () => {
  const lists = listsOf({
    "src/rules/copy/b.ts": rule("SW1001"),
    "src/rules/copy/a.ts": rule("SW1002"),
    "src/rules/copy/a.test.ts": rule("SW9999"),
    "src/rules/knowledge/words.ts": "export default { id: 'SW1000' };",
    "src/rules/define.ts": "export function defineRule() {}",
    "src/claims/copy/stray.ts": rule("SW1003"),
  });
  expect(lists.get("src/rules/all.gen.ts")).toBe(
    [
      "// Written by tools/gen.mjs: the files below this folder whose default export is made by defineRule. Do not edit.",
      `import type { Rule } from "./define.ts";`,
      `import copyB from "./copy/b.ts";`,
      `import copyA from "./copy/a.ts";`,
      "",
      "export const rules: readonly Rule[] = [",
      "  copyB,",
      "  copyA,",
      "];",
      "",
    ].join("\n"),
  );
  expect(lists.get("src/claims/all.gen.ts")).toContain("export const allClaims: readonly Claim[] = [\n];");
});

test("reports are loaded one by one", () => {
  const text = `import { defineReport } from "./define.ts";\nexport default defineReport({ id: "sarif" });`;
  expect(
    listsOf({ "src/reports/sarif.ts": text, "src/reports/git-hub.ts": text }).get("src/reports/all.gen.ts"),
  ).toContain(`  "git-hub": () => import("./git-hub.ts"),\n  sarif: () => import("./sarif.ts"),\n`);
});

test("the order of the files does not matter", () => {
  const files = { "src/rules/a/x.ts": rule("SW2"), "src/rules/a/y.ts": rule("SW1") };
  expect(listsOf(Object.fromEntries(Object.entries(files).reverse()))).toEqual(listsOf(files));
});

test.each([
  ["copy/add-for-local-files.ts", "copyAddForLocalFiles"],
  ["units/fastapi.ts", "fastapi"],
  ["network/upstream-on-loopback.ts", "networkUpstreamOnLoopback"],
])("%s is imported as %s", (path, name) => expect(identifier(path)).toBe(name));

/** @type {[string, string, object[]][]} */
const errors = [
  [
    "a code at the constructor",
    "throw new SeaworthyError('lock-missing', { what: `no ${a}`, why: 'no lock', todo: `run ${b} lock` });",
    [{ code: "lock-missing", path: "a.ts", why: "no lock", todo: "run … lock" }],
  ],
  [
    "one of two codes",
    "throw new SeaworthyError(a ? 'x-missing' : 'x-denied', { what, why, todo });",
    [
      { code: "x-missing", path: "a.ts", why: null, todo: null },
      { code: "x-denied", path: "a.ts", why: null, todo: null },
    ],
  ],
  [
    "a table of rows",
    "const rows = [{ code: 'disk-full', why: 'full', todo: 'free some' }]; new SeaworthyError(rows[0].code, { what, why, todo });",
    [{ code: "disk-full", path: "a.ts", why: "full", todo: "free some" }],
  ],
  [
    "a table of advice",
    "const advice = { 'too-large': 'shrink' }; new SeaworthyError(p, { what, why, todo: advice[p] });",
    [{ code: "too-large", path: "a.ts", why: null, todo: "shrink" }],
  ],
  ["a comment", "// new SeaworthyError('not-real', {})", []],
];
test.each(errors)("errors: %s", (_name, text, expected) => expect(errorsOf("a.ts", text)).toEqual(expected));

test("the page has one section for a code that several places make", () => {
  const place = { code: "disk-full", why: "full", todo: "free some" };
  const page = errorsPage([
    { ...place, path: "b.ts" },
    { ...place, path: "a.ts" },
  ]);
  expect(page.match(/^## /gm)).toHaveLength(1);
  expect(page.match(/free some/g)).toHaveLength(1);
  expect(page).toContain("Made in `b.ts`, `a.ts`.");
});

test("a title with a bar does not break the table", () => {
  const unit = { id: "a", title: "x | y", why: "w", sources: [], since: "0.1.0", stage: "build", signatures: [/a|b/] };
  expect(diagnosisPages([unit]).get("docs/diagnoses/README.md")).toContain("| [a](a.md) | x \\| y | 0.1.0 |");
});
