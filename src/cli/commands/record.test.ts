import { describe, expect, test } from "vitest";
import type { Fleet } from "../../core/fleet.ts";
import type { Verdict } from "../../core/proof.ts";
import type { RecordFlows, Workflows } from "../../core/ports/workflows.ts";
import { backendRecord } from "../../records/testing/backend-record.ts";
import { fleetOf } from "../../reports/testing/fleet.ts";
import { ran } from "../testing/fake-process.ts";

/** The use cases that a test stands in for; none of the others is called. */
function flows(records: Partial<RecordFlows>, written: Record<string, string> = {}): Partial<Workflows> {
  return {
    records: records as RecordFlows,
    saveReport: (path, text) => {
      written[path] = text;
      return Promise.resolve(path);
    },
  };
}

describe("record verify", () => {
  const verifying = (...verdicts: readonly Verdict[]): Partial<Workflows> =>
    flows({
      verify: ({ which, image }) =>
        Promise.resolve({
          file: `${which ?? "newest"} ${image ?? "as recorded"}`,
          checks: verdicts.map((verdict) => ({
            check: "image",
            verdict,
            said: "so",
            differences: ["changed a\u001b[2J"],
          })),
        }),
    });

  test.each([
    { verdicts: ["PASS", "PASS"], code: 0 },
    { verdicts: ["PASS", "SKIPPED"], code: 2 },
    { verdicts: ["SKIPPED", "FAIL", "PASS"], code: 1 },
  ] as const)("ends with $code where it is $verdicts", async ({ verdicts, code }) => {
    expect((await ran(["record", "verify"], verifying(...verdicts))).code).toBe(code);
  });

  test("asks for the record and the image that were named, and tells nothing that steers a terminal", async () => {
    const { stdout } = await ran(["record", "verify", "12", "--image", "app.tar"], verifying("FAIL"));
    expect(stdout).toBe("12 app.tar\nFAIL    image\n        so\n        changed a\n");
  });

  test("is told as JSON", async () => {
    const { stdout } = await ran(["record", "verify", "--json"], verifying("PASS"));
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, checks: [{ check: "image", verdict: "PASS" }] });
  });
});

describe("record attest", () => {
  const evidence = flows({
    evidence: () => Promise.resolve({ file: "0012.md", record: backendRecord(), digests: [] }),
  });

  test("prints the statement", async () => {
    const { stdout, code } = await ran(["record", "attest"], evidence);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ _type: "https://in-toto.io/Statement/v1" });
  });

  test("prints the predicate alone", async () => {
    const { stdout } = await ran(["record", "attest", "--predicate"], evidence);
    expect(JSON.parse(stdout)).toMatchObject({ result: "FAILED", service: "backend" });
  });

  test("adds each digest that a registry gave", async () => {
    const digests = ["ab", "cd"].map((two) => `r.example/app@sha256:${two.repeat(32)}`);
    const { stdout } = await ran(["record", "attest", ...digests.flatMap((one) => ["--repo-digest", one])], evidence);
    expect(JSON.parse(stdout)).toMatchObject({ subject: [{}, { name: "r.example/app" }, { name: "r.example/app" }] });
  });

  test("refuses a tag in place of a digest", async () => {
    const { code, stderr } = await ran(["record", "attest", "--repo-digest", "r.example/app:1"], evidence);
    expect(code).toBe(2);
    expect(stderr).toContain("no reference with a digest");
  });
});

describe("report --all", () => {
  const fleet: Fleet = fleetOf(3, 2);
  const reading = (written: Record<string, string> = {}): Partial<Workflows> =>
    flows({ fleet: () => Promise.resolve(fleet) }, written);

  test.each([
    { argv: [], file: "/home/someone/app/.seaworthy/fleet.html", link: "../shop/.seaworthy" },
    { argv: ["../all"], file: "/home/someone/all/.seaworthy/fleet.html", link: "../shop/.seaworthy" },
    { argv: ["../all", "-o", "page.html"], file: "/home/someone/app/page.html", link: "../all/shop/.seaworthy" },
  ])("$argv writes $file, whose links lead to the records", async ({ argv, file, link }) => {
    const written: Record<string, string> = {};
    const { code, stdout } = await ran(["report", "--all", ...argv], reading(written));
    expect([code, stdout]).toEqual([0, `${file}\n`]);
    expect(written[file]).toContain(`href="${link}`);
  });

  test("is printed where that is asked for, as a page or as what it is made of", async () => {
    expect((await ran(["report", "--all", "-o", "-"], reading())).stdout).toMatch(/^<!doctype html>/);
    expect(JSON.parse((await ran(["report", "--all", "--json"], reading())).stdout)).toMatchObject({ records: 4 });
  });

  test("has one form", async () => {
    const { code, stderr } = await ran(["report", "--all", "--format", "junit"], reading());
    expect(code).toBe(2);
    expect(stderr).toContain("no junit over all records");
  });
});
