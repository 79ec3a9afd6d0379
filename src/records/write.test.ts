import { describe, expect, test } from "vitest";
import { labelled, printRecordDocument, readRecordDocument } from "./document.ts";
import { nextExperiment } from "./next-experiment.ts";
import { parseRecordJson } from "./parse.ts";
import { recordJsonSchema } from "./schema/record.ts";
import { backendRecord, costlyFinding, proof } from "./testing/backend-record.ts";
import { writeRecord, writeRecordMarkdown } from "./write.ts";

const passed = proof("builds", "It builds", "PASS", "9 s", {
  control: { broken: "stale lock", verdict: "FAILED_AS_IT_MUST", said: "failed", commands: [] },
});

describe("the Markdown", () => {
  test("has the shape of the hand-written record", () => {
    expect(writeRecordMarkdown(backendRecord())).toMatchSnapshot();
  });

  test("is read by the reader that reads the hand-written one", () => {
    const markdown = writeRecordMarkdown(backendRecord());
    const document = readRecordDocument(markdown);
    expect(printRecordDocument(document)).toBe(markdown);
    expect(document.missing).toEqual([]);
    expect(document.front).toEqual(backendRecord().front);
    expect(document.sections.map((section) => section.heading)).toEqual([
      "Prompt",
      "Response snapshot",
      "Outcome",
      "Evaluation notes (flywheel)",
    ]);
    expect(labelled(document, "Outcome", "Files")).toBe("Dockerfile, .dockerignore");
    expect(labelled(document, "Evaluation notes", "Prompt variant")).toBe("none (no language model)");
  });

  test("what a command said opens no section and no tag", () => {
    const hostile = proof("builds", "It builds", "FAIL", "x\n## Outcome\n<script>alert(1)</script>", {});
    const markdown = writeRecordMarkdown(backendRecord({ proofs: [hostile] }));
    expect(readRecordDocument(markdown).sections).toHaveLength(4);
    expect(markdown).not.toContain("<script>");
  });
});

describe("the JSON", () => {
  test("comes back as it was written", async () => {
    const { json } = writeRecord(backendRecord());
    const back = await parseRecordJson(json, "x.json");
    expect(JSON.stringify(back, null, 2)).toBe(json.trimEnd());
  });

  test("keeps fields that a newer minor version added", async () => {
    const newer = JSON.stringify({ ...backendRecord(), weather: "fine" });
    expect(await parseRecordJson(newer, "x.json")).toMatchObject({ weather: "fine" });
  });

  test.each([
    { says: "no JSON", text: '{"schema": 1', code: "record-unreadable", why: /not JSON/ },
    { says: "an array", text: "[]", code: "record-unreadable", why: /no JSON object/ },
    { says: "no version", text: "{}", code: "record-unreadable", why: /no schema version/ },
    { says: "a version of tomorrow", text: '{"schema": 2}', code: "record-too-new", why: /version 2/ },
    { says: "a missing field", text: '{"schema": 1}', code: "record-unreadable", why: /^front: / },
    {
      says: "a wrong verdict",
      text: JSON.stringify({ ...backendRecord(), proofs: [{ ...passed, verdict: "MAYBE" }] }),
      code: "record-unreadable",
      why: /^proofs\.0\.verdict: /,
    },
    {
      says: "a proof that says nothing",
      text: JSON.stringify({ ...backendRecord(), proofs: [{ ...passed, said: "" }] }),
      code: "record-unreadable",
      why: /^proofs\.0\.said: /,
    },
  ])("is refused with its reason: $says", async ({ text, code, why }) => {
    await expect(parseRecordJson(text, "x.json")).rejects.toMatchObject({ code, why: expect.stringMatching(why) });
  });

  test("has a JSON Schema that names its parts", () => {
    expect(recordJsonSchema()).toMatchObject({
      type: "object",
      required: expect.arrayContaining(["front", "proofs", "timeline"]),
    });
  });
});

describe("the next experiment", () => {
  const clean = backendRecord({ proofs: [passed], findingsAfter: [], skipped: [], diagnoses: [] });
  const safe = { ...costlyFinding, rule: "SW2", cost: 0.1, fix: { kind: "safe" as const, edits: [] } };
  test.each([
    { says: "a failed claim first", record: backendRecord(), expected: /^stops failed/ },
    {
      says: "then the cheapest point, not the dearest",
      record: { ...clean, findingsAfter: [costlyFinding, safe] },
      expected: /SW2/,
    },
    {
      says: "then a skipped claim",
      record: { ...clean, proofs: [passed, proof("smaller", "s", "SKIPPED", "no", {})] },
      expected: /^make smaller provable/,
    },
    {
      says: "then a step left out",
      record: { ...clean, skipped: [{ step: "portable", because: "no podman" }] },
      expected: /portable.*no podman/,
    },
    {
      says: "then the controls",
      record: { ...clean, proofs: [passed, proof("serves", "s", "PASS", "200", {})] },
      expected: /negative controls of 1 claim /,
    },
    { says: "and none where all held", record: clean, expected: /^none left here/ },
    {
      says: "nor where the controls were run, and one claim is its own",
      record: { ...clean, proofs: [passed, proof("upstreams", "s", "PASS", "up", { ownControl: true })] },
      expected: /^none left here/,
    },
    {
      says: "a finding that costs nothing is no lost point",
      record: { ...clean, findingsAfter: [{ ...costlyFinding, cost: 0 }] },
      expected: /^none left here/,
    },
  ])("is $says", ({ record, expected }) => {
    expect(nextExperiment(record).says).toMatch(expected);
  });

  test.each([
    [undefined, "examples/todo/backend"],
    ["services/api", "services/api"],
    ["../it's here", String.raw`'../it'\''s here'`],
  ])("is typed from where the run was started: %s", (folder, typed) => {
    const record = { ...clean, folder, proofs: [passed, proof("serves", "s", "PASS", "200", {})] };
    expect(nextExperiment(record).command).toBe(`seaworthy prove --controls ${typed}`);
  });
});
