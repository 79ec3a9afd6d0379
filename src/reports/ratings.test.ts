import { describe, expect, test } from "vitest";
import * as z from "zod";
import { readdirSync } from "node:fs";
import type { Finding } from "../core/finding.ts";
import type { Ratings } from "../core/ports/workflows.ts";
import { backendRecord } from "../records/testing/backend-record.ts";
import type { Setting } from "./define.ts";
import { isReportName, loadReport, type ReportName, reportNames } from "./index.ts";

const text = "FROM python:3.11-slim AS base\nADD a.py /\nRUN pip install x && \\\n    rm -rf /tmp/<x>\n";
const setting: Setting = { color: false, width: 80, version: "1.2.3" };
const scores = {
  security: 10,
  efficiency: 9,
  cache: 8.5,
  size: 10,
  reproducibility: 10,
  maintainability: 9.5,
  portability: 10,
  operability: 10,
};

const add: Finding = {
  rule: "SW2004",
  slug: "copy/add-for-local-files",
  aka: ["hadolint:DL3020"],
  severity: "warning",
  dimension: "maintainability",
  span: { start: 30, end: 40 },
  from: { line: 2, column: 1 },
  to: { line: 2, column: 11 },
  message: "Use COPY for a.py: ADD also unpacks archives & downloads URLs.",
  why: "COPY does one thing.",
  cost: 0.5,
  fix: { kind: "safe", edits: [{ start: 30, end: 33, text: "COPY" }] },
};
const run: Finding = {
  ...add,
  rule: "SW4001",
  slug: "packages/no-cache-mount",
  aka: [],
  severity: "error",
  dimension: "cache",
  span: { start: 41, end: 87 },
  from: { line: 3, column: 1 },
  to: { line: 4, column: 20 },
  message: 'Says "no" to\n::error::forged',
  cost: 1.5,
  fix: null,
};

const ratings: Ratings = {
  files: [
    { path: "a b/Dockerfile", parsed: true, problem: null, scores, findings: [run, add], text },
    {
      path: "broken/Dockerfile",
      parsed: false,
      problem: "line 1: unknown instruction FORM",
      scores: null,
      findings: [],
      text: "FORM x\n",
    },
    {
      path: "good/Dockerfile",
      parsed: true,
      problem: null,
      scores: { ...scores, efficiency: 10, cache: 10, maintainability: 10 },
      findings: [],
      text: "FROM a\n",
    },
  ],
};

async function rendered(name: ReportName, of: Ratings = ratings, set: Setting = setting): Promise<string> {
  const report = await loadReport(name);
  if (report.ratings === undefined) throw new Error(`${name} has no form for ratings`);
  return report.ratings(of, set);
}

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

describe("sarif", () => {
  // The properties of SARIF 2.1.0 that are written, each required and nothing beside them.
  const message = z.strictObject({ text: z.string().min(1) });
  const artifactLocation = z.strictObject({ uri: z.string().regex(/^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@%/])*$/) });
  const place = z.int().min(1);
  const offset = z.int().min(0);
  const region = z.strictObject({
    startLine: place,
    startColumn: place,
    endLine: place,
    endColumn: place,
    charOffset: offset,
    charLength: offset,
  });
  const level = z.enum(["none", "note", "warning", "error"]);
  const schema = z.strictObject({
    $schema: z.url(),
    version: z.literal("2.1.0"),
    runs: z.array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.string(),
            semanticVersion: z.string(),
            rules: z.array(
              z.strictObject({
                id: z.string(),
                name: z.string(),
                shortDescription: message,
                fullDescription: message,
                help: message,
                defaultConfiguration: z.strictObject({ level }),
                properties: z.strictObject({ tags: z.array(z.string()) }),
              }),
            ),
          }),
        }),
        columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
        invocations: z.array(
          z.strictObject({
            executionSuccessful: z.boolean(),
            toolExecutionNotifications: z.array(
              z.strictObject({
                level,
                message,
                locations: z.array(z.strictObject({ physicalLocation: z.strictObject({ artifactLocation }) })),
              }),
            ),
          }),
        ),
        results: z.array(
          z.strictObject({
            ruleId: z.string(),
            ruleIndex: z.int().min(0),
            level,
            message,
            locations: z
              .array(z.strictObject({ physicalLocation: z.strictObject({ artifactLocation, region }) }))
              .min(1),
            fixes: z
              .array(
                z.strictObject({
                  description: message,
                  artifactChanges: z
                    .array(
                      z.strictObject({
                        artifactLocation,
                        replacements: z
                          .array(
                            z.strictObject({
                              deletedRegion: z.strictObject({ charOffset: offset, charLength: offset }),
                              insertedContent: z.strictObject({ text: z.string() }),
                            }),
                          )
                          .min(1),
                      }),
                    )
                    .min(1),
                }),
              )
              .optional(),
            properties: z.strictObject({ dimension: z.string(), cost: z.number() }),
          }),
        ),
      }),
    ),
  });

  test("has the shape of the standard", async () => {
    const log = schema.parse(JSON.parse(await rendered("sarif")));
    const [first] = log.runs;
    expect(first?.results.map((one) => first.tool.driver.rules[one.ruleIndex]?.id)).toEqual(["SW4001", "SW2004"]);
    expect(first?.results[1]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe("a%20b/Dockerfile");
    expect(first?.invocations[0]?.toolExecutionNotifications).toHaveLength(1);
  });

  test("points with its offsets at the text that it means", async () => {
    const log = schema.parse(JSON.parse(await rendered("sarif")));
    const found = log.runs[0]?.results[1]?.locations[0]?.physicalLocation.region;
    expect(text.slice(found?.charOffset, (found?.charOffset ?? 0) + (found?.charLength ?? 0))).toBe("ADD a.py /");
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
