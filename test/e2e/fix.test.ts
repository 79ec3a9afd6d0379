import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { beforeAll, describe, expect, it } from "vitest";

import type { SeaworthyRecord } from "../../src/core/record.ts";
import { type Ran, root, run, seaworthy } from "../run.ts";

describe("seaworthy fix --prove on the naive Dockerfile", () => {
  let ran: Ran;
  let record: SeaworthyRecord;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(`${tmpdir()}/seaworthy-fix-`);
    const copy = 'git -C "$1" ls-files -z examples | (cd "$1" && xargs -0 cp --parents -t "$2")';
    await run(["bash", "-c", copy, "copy", root, folder]);
    const backend = `${folder}/examples/todo-before/backend`;
    ran = await seaworthy(["fix", "--prove", "--yes", backend]);
    const records = `${backend}/.seaworthy/records`;
    const name = (await readdir(records)).find((one) => one.endsWith(".json")) ?? "";
    record = JSON.parse(await readFile(`${records}/${name}`, "utf8")) as SeaworthyRecord;
    return () => rm(folder, { recursive: true, force: true });
  });

  it("ends at 10/10 and 10/10 from far below", () => {
    expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
    expect([record.scoresAfter?.security, record.scoresAfter?.efficiency]).toEqual([10, 10]);
    expect(record.scoresBefore?.security).toBeLessThan(7);
    expect(record.scoresBefore?.efficiency).toBeLessThan(7);
  });

  it("meets the three failures of the seed record and heals them", () => {
    expect(record.diagnoses.map((one) => one.id).sort()).toEqual([
      "python-module-not-found",
      "upstream-on-loopback",
      "write-permission-denied",
    ]);
    for (const diagnosis of record.diagnoses) expect(diagnosis.remedy).not.toBeNull();
  });

  it("proves every claim of the result", () => {
    expect(
      record.proofs.filter((proof) => proof.verdict !== "PASS").map((proof) => `${proof.claim}: ${proof.said}`),
    ).toEqual([]);
  });

  it("keeps no change that made the image larger", () => {
    expect(record.suggestions.filter((one) => one.kept).length).toBeGreaterThan(0);
    for (const one of record.suggestions) if (one.because.includes("larger")) expect(one.kept).toBe(false);
  });

  it("writes the result, and keeps the user's own text beside it", async () => {
    const own = `${folder}/examples/todo-before/backend`;
    const original = await readFile(`${root}/examples/todo-before/backend/Dockerfile`, "utf8");
    expect(await readFile(`${own}/Dockerfile`, "utf8")).not.toBe(original);
    expect(await readFile(`${own}/Dockerfile.before-seaworthy`, "utf8")).toBe(original);
    expect(await readdir(own)).toContain(".dockerignore");
  });
});
