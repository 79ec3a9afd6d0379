import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SeaworthyRecord } from "../../src/core/record.ts";
import { discoverEngine } from "../../src/engines/discover.ts";
import { owner } from "../../src/engines/reaper.ts";
import { hostFiles } from "../../src/host/files.ts";
import { type Ran, root, run, seaworthy } from "../run.ts";
import { spawn } from "../spawn.ts";

/** Why podman cannot be asked here; null where it can. */
const missing = await discoverEngine({ spawn, files: hostFiles(owner), env: process.env, want: "podman" }).then(
  () => null,
  (error: unknown) => String(error),
);

/** Commands in a shell that was told what `engine env` says: there `docker` is podman. */
function typed(script: string, cwd: string): Promise<Ran> {
  const prologue = `set -e\neval "$(${process.execPath} ${root}/bin/seaworthy.js engine env --engine podman)"\n`;
  return run(["bash", "-c", prologue + script], { cwd });
}

async function recordsIn(folder: string): Promise<readonly SeaworthyRecord[]> {
  const names = (await readdir(join(folder, ".seaworthy/records"))).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(
    names.map(
      async (name) => JSON.parse(await readFile(join(folder, ".seaworthy/records", name), "utf8")) as SeaworthyRecord,
    ),
  );
}

function failed(record: SeaworthyRecord): readonly string[] {
  const bad = record.proofs
    .filter((proof) => proof.verdict === "FAIL")
    .map((proof) => `${record.facts.name} ${proof.claim}: ${proof.said}`);
  const weak = record.proofs
    .filter((proof) => proof.verdict === "SKIPPED" && proof.said === "")
    .map((proof) => `${proof.claim}: no reason`);
  return [...bad, ...weak];
}

describe.skipIf(missing !== null)("the whole of it on podman", () => {
  let folder: string;
  let todo: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "seaworthy podman-"));
    todo = join(folder, "examples/todo");
    const copy = 'git -C "$1" ls-files -z examples | (cd "$1" && xargs -0 cp --parents -t "$2")';
    await run(["bash", "-c", copy, "copy", root, folder]);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("the main command leaves three records in which nothing failed", async () => {
    const ran = await seaworthy(["--engine", "podman", "--yes", "--controls", todo]);
    const records = await recordsIn(todo);
    expect(records.flatMap(failed), ran.stdout + ran.stderr).toEqual([]);
    expect(ran.exitCode).toBe(0);
    expect(records.map((record) => record.facts.name).sort()).toEqual(["backend", "frontend", "mcp-server"]);
  });

  test("up, then the seed's commands by their names in the shell of `engine env`, then down", async () => {
    const up = await seaworthy(["up", "--engine", "podman", "--yes", join(todo, "mcp-server")]);
    expect(up.exitCode, up.stdout + up.stderr).toBe(0);
    try {
      const backend = join(todo, "backend");
      const ask = "curl -sS --retry 30 --retry-delay 1 --retry-all-errors http://localhost:8000";
      for (const engine of ["docker", "podman"]) {
        const ran = await typed(
          `${engine} build -t todo-backend:latest . >&2
           ${engine} run -d --network todo-network --name backend -p 8000:8000 -e MCP_SERVER_URL=http://mcp-server:8080 todo-backend:latest >&2
           ${ask}/ >&2
           ${ask}/health
           ${engine} rm -f backend >&2`,
          backend,
        );
        expect(ran.exitCode, ran.stderr).toBe(0);
        expect(JSON.parse(ran.stdout), engine).toMatchObject({ status: "ok", mcp: { connected: true } });
      }
    } finally {
      await typed("podman rm -f backend >/dev/null 2>&1 || true", folder);
      const down = await seaworthy(["down", "--volumes", "--engine", "podman", todo]);
      expect(down.exitCode, down.stdout + down.stderr).toBe(0);
    }
    expect((await typed("podman network ls --format '{{.Name}}'", folder)).stdout).not.toContain("todo-network");
  });

  test("fix --prove heals the naive Dockerfile, and nothing of the result failed", async () => {
    const backend = join(folder, "examples/todo-before/backend");
    const ran = await seaworthy(["fix", "--engine", "podman", "--prove", "--yes", backend]);
    const [record] = await recordsIn(backend);
    expect(record === undefined ? ["no record"] : failed(record), ran.stdout + ran.stderr).toEqual([]);
    expect(ran.exitCode).toBe(0);
    expect([record?.scoresAfter?.security, record?.scoresAfter?.efficiency]).toEqual([10, 10]);
  });
});
