import { readFileSync } from "node:fs";
import sarif from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import type { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { rateText } from "../rules/index.ts";
import { ratings, rendered } from "./testing/ratings.ts";

const published = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../docs/schema/${name}`, import.meta.url), "utf8"));

/** What a schema says against a value; empty where it holds. */
function against(schema: unknown, value: unknown): readonly string[] {
  const draft = z.object({ $schema: z.string() }).parse(schema).$schema;
  // The schema of SARIF has a pattern that holds only without the u flag.
  const options = { strict: false, allErrors: true, unicodeRegExp: false } as const;
  const checker: Ajv = draft.includes("draft-04") ? new AjvDraft04.default(options) : new Ajv2020(options);
  addFormats.default(checker);
  const validate = checker.compile(z.record(z.string(), z.unknown()).parse(schema));
  validate(value);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ""}`);
}

/** Ratings of real texts: many rules, fixes, places past the first line, and characters that need care. */
const real = {
  files: [
    "FROM python\nADD . /app\nRUN apt-get update && apt-get install curl\nENV TOKEN_🚢=abc123\nCMD python a.py\n",
    "FROM a AS b\nFROM a AS b\nCOPY --from=c x y\n",
    "",
    "FORM x\n",
  ].map((text, index) => {
    const { parsed, scores, findings, reason } = rateText(`d ${index}/Dockerfile`, text, { profile: "all" });
    return { path: `d ${index}/Dockerfile`, parsed, scores, findings, problem: reason, text };
  }),
};

const log = async (of = real): Promise<z.infer<typeof written>> =>
  written.parse(JSON.parse(await rendered("sarif", of)));
const written = z.looseObject({
  runs: z.array(z.looseObject({ results: z.array(z.looseObject({})), tool: z.looseObject({}) })),
});

describe("sarif is what the standard's schema says", () => {
  test.each([
    { says: "real ratings", of: real },
    { says: "made ones", of: { files: [...ratings.files] } },
    { says: "none at all", of: { files: [] } },
  ])("$says", async ({ of }) => {
    expect(against(sarif, JSON.parse(await rendered("sarif", of)))).toEqual([]);
  });

  test("with results to speak of", async () => {
    expect((await log()).runs[0]?.results.length).toBeGreaterThan(10);
  });

  test.each([
    {
      says: "a level that does not exist",
      change: { level: "fatal" },
      error: "/level must be equal to one of the allowed values",
    },
    { says: "a property that does not exist", change: { cost: 1 }, error: "must NOT have additional properties" },
    { says: "no message", change: { message: undefined }, error: "must have required property 'message'" },
    {
      says: "a line before the first",
      change: { locations: [{ physicalLocation: { region: { startLine: 0 } } }] },
      error: "startLine must be >= 1",
    },
    {
      says: "a place that is no URI",
      change: { locations: [{ physicalLocation: { artifactLocation: { uri: "a b" } } }] },
      error: "uri-reference",
    },
  ])("$says would be seen", async ({ change, error }) => {
    const value = await log();
    const [run] = value.runs;
    if (run === undefined) throw new Error("no run");
    run.results[0] = JSON.parse(JSON.stringify({ ...run.results[0], ...change }));
    expect(against(sarif, value).join("\n")).toContain(error);
  });

  test("GitHub finds what it asks for beyond the schema", async () => {
    const asked = z.object({
      runs: z.array(
        z.object({
          tool: z.object({
            driver: z.object({
              name: z.string().min(1),
              rules: z.array(
                z.object({
                  id: z.string().min(1),
                  shortDescription: z.object({ text: z.string().min(1).max(1024) }),
                  fullDescription: z.object({ text: z.string().min(1).max(1024) }),
                  help: z.object({ text: z.string().min(1) }),
                }),
              ),
            }),
          }),
          results: z.array(
            z.object({
              ruleId: z.string(),
              message: z.object({ text: z.string().min(1) }),
              locations: z
                .array(
                  z.object({
                    physicalLocation: z.object({
                      artifactLocation: z.object({ uri: z.string().regex(/^[^/:]/) }),
                      region: z.object({ startLine: z.int().min(1) }),
                    }),
                  }),
                )
                .min(1),
            }),
          ),
        }),
      ),
    });
    expect(asked.safeParse(await log()).error).toBeUndefined();
  });
});

describe("json is what its published schema says", () => {
  test("real ratings, and a finding without a place would be seen", async () => {
    const schema = published("rating.schema.json");
    const value: unknown = JSON.parse(await rendered("json", real));
    expect(against(schema, value)).toEqual([]);
    expect(against(schema, JSON.parse(JSON.stringify(value).replaceAll('"line":', '"row":')))).not.toEqual([]);
  });
});

describe("the schema of the config", () => {
  const schema = published("config.schema.json");
  test.each([
    { config: { profile: "strict", off: ["SW1001"], severity: { SW1002: "info" }, exclude: ["/a"] }, good: true },
    { config: { "min-security": 8, "fail-on": "none", "required-labels": { a: "url" } }, good: true },
    { config: { profile: "stict" }, good: false },
    { config: { "min-security": 11 }, good: false },
    { config: { of: [] }, good: false },
  ])("$config: $good", ({ config, good }) => {
    expect(against(schema, config).length === 0).toBe(good);
  });
});
