import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import type { Finding } from "../core/finding.ts";
import { backendRecord } from "../records/testing/backend-record.ts";
import { isReportName, loadReport, reportNames } from "./index.ts";
import { add, ratings, rendered, run, scores, setting, text } from "./testing/ratings.ts";

test("every file of the folder that defines a report is listed, under its own name", async () => {
  const files = readdirSync(new URL(".", import.meta.url), { withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts"),
  );
  const units: string[] = [];
  for (const { name } of files) {
    const module: Record<string, unknown> = await import(new URL(name, import.meta.url).href);
    if ("default" in module) units.push(name.replace(/\.ts$/, ""));
  }
  expect(units.sort()).toEqual([...reportNames].sort());
  for (const name of reportNames) {
    const report = await loadReport(name);
    expect(report.id).toBe(name);
    expect(report.ratings ?? report.record).toBeDefined();
  }
  expect(isReportName("constructor")).toBe(false);
});

describe("text", () => {
  test("shows each finding at its place, with reason and fix", async () => {
    expect(await rendered("text")).toMatchSnapshot();
  });

  test.each([40, 60, 80])("fits %i columns", async (width) => {
    const lines = (await rendered("text", ratings, { ...setting, width })).split("\n");
    expect(lines.filter((line) => line.length > width && !/SW\d{4}/.test(line))).toEqual([]);
  });

  test("with colours, says the same", async () => {
    const colored = await rendered("text", ratings, { ...setting, color: true, width: 200 });
    expect(colored).toContain("\u001b[");
    expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(await rendered("text", ratings, { ...setting, width: 200 }));
  });

  test("lets a file name or a message not steer the terminal", async () => {
    const [file] = ratings.files;
    if (file === undefined) throw new Error("there is a file");
    const evil = {
      ...file,
      path: "x\u001b]0;owned\u0007y",
      findings: [{ ...add, message: "m\u001b[2Jn\rz" }],
      text: "FROM a\nADD \u001b[31mred /\n",
    };
    expect(await rendered("text", { files: [evil] })).not.toMatch(/[\u0007\u001b\r]/);
  });
});

test("json has the published shape", async () => {
  const finding = z.strictObject({
    rule: z.string(),
    slug: z.string(),
    aka: z.array(z.string()),
    severity: z.string(),
    dimension: z.string(),
    line: z.int(),
    column: z.int(),
    endLine: z.int(),
    endColumn: z.int(),
    message: z.string(),
    why: z.string(),
    cost: z.number(),
    fix: z
      .strictObject({
        kind: z.enum(["safe", "suggested"]),
        edits: z.array(z.strictObject({ start: z.int(), end: z.int(), text: z.string() })),
      })
      .nullable(),
  });
  const file = z.strictObject({
    path: z.string(),
    parsed: z.boolean(),
    reason: z.string().nullable(),
    scores: z.record(z.string(), z.number()).nullable(),
    findings: z.array(finding),
    suppressed: z.array(
      z.strictObject({ rule: z.string(), slug: z.string(), line: z.int(), reason: z.string().nullable() }),
    ),
  });
  const parsed = z
    .strictObject({
      schema: z.literal(1),
      files: z.array(file),
      totals: z.strictObject({
        files: z.int(),
        parsed: z.int(),
        findings: z.int(),
        suppressed: z.int(),
        fixable: z.int(),
        bySeverity: z.record(z.string(), z.int()),
      }),
    })
    .parse(JSON.parse(await rendered("json")));
  expect(parsed.files[0]?.findings[0]).toMatchObject({ rule: "SW4001", line: 3, endLine: 4, fix: null });
  expect(parsed.totals).toEqual({
    files: 3,
    parsed: 2,
    findings: 2,
    suppressed: 0,
    fixable: 1,
    bySeverity: { error: 1, warning: 1, info: 0, style: 0 },
  });
});

test("github annotations stay one line each, whatever a message holds", async () => {
  const lines = (await rendered("github")).trimEnd().split("\n");
  expect(lines).toHaveLength(3);
  expect(lines[0]).toBe(
    '::error file=a b/Dockerfile,line=3,endLine=4,title=SW4001 packages/no-cache-mount::Says "no" to%0A::error::forged%0ACOPY does one thing.',
  );
  expect(lines[1]).toContain(
    "::warning file=a b/Dockerfile,line=2,endLine=2,col=1,endColumn=11,title=SW2004 copy/add-for-local-files::",
  );
});

test("gitlab fingerprints are unique, and stay when lines move", async () => {
  const of = async (findings: Finding[]): Promise<{ fingerprint: string; severity: string }[]> =>
    z
      .array(z.looseObject({ fingerprint: z.string(), severity: z.string() }))
      .parse(
        JSON.parse(
          await rendered("gitlab", { files: [{ path: "D", parsed: true, problem: null, scores, findings, text }] }),
        ),
      );
  const before = await of([run, add, add]);
  expect(new Set(before.map((one) => one.fingerprint)).size).toBe(3);
  const after = await of([{ ...run, from: { line: 30, column: 1 }, to: { line: 31, column: 1 } }, add, add]);
  expect(after.map((one) => one.fingerprint)).toEqual(before.map((one) => one.fingerprint));
  expect(before.map((one) => one.severity)).toEqual(["critical", "major", "major"]);
});

describe("xml", () => {
  test.each(["junit", "checkstyle"] as const)("%s is whole and escapes what it says", async (name) => {
    const out = await rendered(name);
    const open: string[] = [];
    for (const [, slash, tag = "", rest = ""] of out
      .replace(/<\?.*?\?>/, "")
      .matchAll(/<(\/?)([a-z]+)((?:\s+[a-z]+="[^"<]*")*)\s*\/?>/g)) {
      if (slash === "/") expect(open.pop()).toBe(tag);
      else if (!out.includes(`<${tag}${rest}/>`)) open.push(tag);
    }
    expect(open).toEqual([]);
    expect(out).toContain("archives &amp; downloads");
    expect(out).toContain("unknown instruction FORM");
    expect(out).not.toMatch(/"no" to/);
  });

  test("junit counts claims: failed, skipped and passed", async () => {
    const out = (await loadReport("junit")).record?.(backendRecord(), setting) ?? "";
    expect(out).toContain('<testsuite name="backend" tests="4" failures="1" skipped="1"');
    expect(out).toContain("killed after 10 s");
    expect(out).toContain("$ docker inspect stops");
  });
});

test("markdown keeps a message inside its cell", async () => {
  const out = await rendered("markdown", {
    files: [
      { path: "a|b", parsed: true, problem: null, scores, findings: [{ ...add, message: "x | y\n# z <b>" }], text },
    ],
  });
  expect(out).toContain("x \\| y # z &lt;b&gt;");
  expect(out.split("\n").filter((line) => line.startsWith("#"))).toEqual([]);
});

test.each(["text", "json", "sarif", "github", "gitlab", "junit", "markdown", "checkstyle"] as const)(
  "%s names a finding of ShellCheck by its code, with its message and place",
  async (name) => {
    const [file] = ratings.files;
    if (file === undefined) throw new Error("there is a file");
    const finding: Finding = {
      ...add,
      rule: "SC2046",
      slug: "shellcheck/sc2046",
      aka: [],
      message: "Quote this.",
      fix: null,
    };
    const told = await rendered(name, { files: [{ ...file, findings: [finding] }] });
    expect(told).toContain("SC2046");
    expect(told).toContain("Quote this.");
    expect(told).toMatch(new RegExp(`\\b${finding.from.line}\\b`));
    expect(told).not.toContain("undefined");
  },
);
