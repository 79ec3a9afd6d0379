import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { beforeAll, describe, expect, it } from "vitest";

import type { SeaworthyRecord } from "../../src/core/record.ts";
import { inEngineShell, type Ran, root, run, seaworthy } from "../run.ts";

const claims = [
  "builds",
  "documented",
  "starts",
  "serves",
  "health-honest",
  "non-root",
  "writes-where-declared",
  "no-secrets",
  "runtime-only",
  "imports",
  "smaller",
  "upstreams",
  "stops",
  "listens-as-declared",
  "rebuild-fast",
];

/** A copy of the application as git has it, so that records of earlier runs are not counted. */
async function freshCopy(): Promise<string> {
  const folder = await mkdtemp(`${tmpdir()}/seaworthy loop $1-`);
  await run([
    "bash",
    "-c",
    `git -C "$1" ls-files -z examples/todo | (cd "$1" && xargs -0 cp --parents -t "$2")`,
    "copy",
    root,
    folder,
  ]);
  return `${folder}/examples/todo`;
}

describe("seaworthy examples/todo", () => {
  let ran: Ran;
  const records: SeaworthyRecord[] = [];
  let before: string;
  let folder: string;

  beforeAll(async () => {
    before = (await inEngineShell("docker ps -aq; docker network ls -q; docker volume ls -q")).stdout;
    folder = await freshCopy();
    ran = await seaworthy(["--yes", "--controls", folder]);
    const names = (await readdir(`${folder}/.seaworthy/records`)).filter((name) => name.endsWith(".json")).sort();
    for (const name of names)
      records.push(JSON.parse(await readFile(`${folder}/.seaworthy/records/${name}`, "utf8")) as SeaworthyRecord);
    return () => rm(folder.replace("/examples/todo", ""), { recursive: true, force: true });
  });

  it("ends well and leaves a record for each of the three services", () => {
    expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
    expect(records.map((record) => record.facts.name).sort()).toEqual(["backend", "frontend", "mcp-server"]);
  });

  it("proves every claim that applies, with each negative control failing as it must", () => {
    for (const record of records) {
      const said = record.proofs.map((proof) => `${proof.claim} ${proof.verdict}: ${proof.said}`);
      expect(
        record.proofs.filter((proof) => proof.verdict !== "PASS").map((proof) => `${proof.claim}: ${proof.said}`),
        said.join("\n"),
      ).toEqual([]);
      const weak = record.proofs.filter(
        (proof) => proof.control !== null && proof.control.verdict !== "FAILED_AS_IT_MUST",
      );
      expect(weak.map((proof) => `${record.facts.name} ${proof.claim}: ${proof.control?.said ?? ""}`)).toEqual([]);
    }
    const backend = records.find((record) => record.facts.name === "backend");
    expect(backend?.proofs.map((proof) => proof.claim).sort()).toEqual([...claims].sort());
  });

  it("rates what it wrote 10/10 in every dimension", () => {
    for (const record of records) expect(new Set(Object.values(record.scoresAfter ?? {}))).toEqual(new Set([10]));
  });

  it("is at most a quarter of the single-stage build", () => {
    const backend = records.find((record) => record.facts.name === "backend");
    expect(backend?.comparison?.ratio).toBeLessThanOrEqual(0.25);
  });

  it("leaves nothing running and nothing behind", async () => {
    // What a run that was killed before left may be gone too.
    const after = (await inEngineShell("docker ps -aq; docker network ls -q; docker volume ls -q")).stdout;
    const there = new Set(before.split("\n"));
    expect(after.split("\n").filter((id) => !there.has(id))).toEqual([]);
  });

  it("replays its own record", async () => {
    const replayed = await seaworthy(["record", "replay", "1", "--yes"], { cwd: folder });
    expect(replayed.exitCode, replayed.stdout + replayed.stderr).toBe(0);
    expect(replayed.stdout).not.toContain("FAIL");
  });
});
