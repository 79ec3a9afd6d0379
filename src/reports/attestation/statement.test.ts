import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SeaworthyRecord } from "../../core/record.ts";
import { backendRecord, proof } from "../../records/testing/backend-record.ts";
import { canonicalJson } from "./canonical.ts";
import { statementOf } from "./statement.ts";

const digests = [{ name: "0012-backend-containerized.json", sha256: "1a".repeat(32) }];
const statement = (changes: Partial<SeaworthyRecord> = {}, pushed: readonly string[] = []) =>
  statementOf({ file: "0012.md", record: backendRecord(changes), digests }, pushed);
const schema: unknown = JSON.parse(
  readFileSync(new URL("../../../docs/schema/attestation.schema.json", import.meta.url), "utf8"),
);
const valid = new Ajv2020({ strict: false }).compile(schema as object);
const hex = "0b".repeat(32);

describe("the statement", () => {
  test.each([
    ["of a record with each verdict", statement()],
    ["of one without engine, scores and proofs", statement({ engine: null, scoresAfter: null, proofs: [] })],
    ["with a pushed digest", statement({}, [`registry.example:5000/app@sha256:${hex}`])],
  ])("%s is as the published schema says", (_, made) => {
    expect(valid(JSON.parse(JSON.stringify(made))) ? [] : valid.errors).toEqual([]);
  });

  test.each([
    ["another type", { _type: "https://in-toto.io/Statement/v0.1" }],
    ["no subject", { subject: [] }],
    ["a subject without a digest", { subject: [{ name: "app", annotations: { digestOf: "manifest" } }] }],
    ["another predicate", { predicateType: "https://slsa.dev/provenance/v1" }],
    ["a field more", { weather: "fine" }],
  ])("with %s is not", (_, change) => {
    expect(valid(JSON.parse(JSON.stringify({ ...statement(), ...change })))).toBe(false);
  });

  test("is the same text for the same record", () => {
    expect(JSON.stringify(statement())).toBe(JSON.stringify(statement()));
  });

  test("says nothing of the machine", () => {
    expect(JSON.stringify(statement())).not.toMatch(/docker\.sock|8254000000|someone/);
  });

  test("tells the image id from digests of its manifest, each once", () => {
    const image = {
      tag: "app:1",
      digest: `sha256:${"aa".repeat(32)}`,
      bytes: 1,
      repoDigests: [`r.example/app@sha256:${hex}`],
    };
    expect(statement({ image }, [`r.example/app@sha256:${hex}`, `other/app@sha256:${hex}`]).subject).toEqual([
      { name: "app:1", digest: { sha256: "aa".repeat(32) }, annotations: { digestOf: "image id" } },
      { name: "r.example/app", digest: { sha256: hex }, annotations: { digestOf: "manifest" } },
      { name: "other/app", digest: { sha256: hex }, annotations: { digestOf: "manifest" } },
    ]);
  });

  test.each(["app:latest", "app@sha256:12", `@sha256:${hex}`, `app@sha512:${hex}`])(
    "refuses %s as a subject",
    (one) => {
      expect(() => statement({}, [one])).toThrow(expect.objectContaining({ code: "usage" }));
    },
  );

  test("is not made where no image was built", () => {
    expect(() => statement({ image: null })).toThrow(expect.objectContaining({ code: "no-image" }));
  });
});

describe("the result", () => {
  const broken = { broken: "b", verdict: "DID_NOT_FAIL", said: "s", commands: [] } as const;
  test.each([
    { says: "all held", proofs: [proof("a", "A", "PASS", "yes", {})], result: "PASSED" },
    { says: "one failed", proofs: [proof("a", "A", "FAIL", "no", {})], result: "FAILED" },
    { says: "a control did not fail", proofs: [proof("a", "A", "PASS", "yes", { control: broken })], result: "FAILED" },
    { says: "all was skipped", proofs: [proof("a", "A", "SKIPPED", "no engine", {})], result: "NOT_PROVED" },
    { says: "nothing was claimed", proofs: [], result: "NOT_PROVED" },
  ])("where $says: $result", ({ proofs, result }) => {
    expect(statement({ proofs }).predicate.result).toBe(result);
  });

  test("names what was not proved, and why", () => {
    expect(statement().predicate.limits).toContainEqual({ what: "portable", because: "podman is not installed" });
  });
});

describe("a claim's evidence", () => {
  const digestOf = (output: string): string | undefined => {
    const commands = [{ command: "curl http://a/", exitCode: 0, output, seconds: 0.5 }];
    return statement({ proofs: [proof("serves", "Serves", "PASS", "yes", { commands })] }).predicate.claims[0]?.evidence
      .digest.sha256;
  };

  test("has another digest where an output is another", () => {
    expect(digestOf("ok")).not.toBe(digestOf("OK"));
  });

  test("can be checked with nothing but the record and RFC 8785", () => {
    const record = backendRecord();
    const found = statement().predicate.claims.map((one) => one.evidence.digest.sha256);
    const sorted = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(sorted)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .toSorted(([a], [b]) => (a < b ? -1 : 1))
                .map(([key, one]) => [key, sorted(one)]),
            )
          : value;
    const made = record.proofs.map((one) =>
      createHash("sha256")
        .update(JSON.stringify(sorted(one)))
        .digest("hex"),
    );
    expect(found).toEqual(made);
  });
});

describe("canonical JSON", () => {
  test.each([
    [{ b: 1, a: [true, null, "x"] }, '{"a":[true,null,"x"],"b":1}'],
    [{ a: undefined, b: { d: 1e21, c: -0 } }, '{"b":{"c":0,"d":1e+21}}'],
    [{ "\u20ac": "\u20ac\n", "\r": 0.1 }, '{"\\r":0.1,"\u20ac":"\u20ac\\n"}'],
  ])("of %j", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test("is the value again, whatever it is", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(canonicalJson(JSON.parse(text)))).toEqual(JSON.parse(text));
      }),
    );
  });
});
