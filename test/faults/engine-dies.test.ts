import { mkdir, rm, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { labels } from "../../src/core/labels.ts";
import { dockerEngine } from "../../src/engines/docker.ts";
import { owner } from "../../src/engines/owner.ts";
import { programsOnPath } from "../../src/engines/programs-on-path.ts";
import { engineDown } from "../../src/engines/setup/down.ts";
import { findDockerd } from "../../src/engines/setup/install.ts";
import { engineUp } from "../../src/engines/setup/up.ts";
import { spawn } from "../spawn.ts";
import { hostFiles } from "../../src/host/files.ts";
import type { Engine } from "../../src/core/ports/engine.ts";
import { busybox, importBase } from "../engine/base-image.ts";
import { unmountBelow } from "../engine/own-daemon.ts";
import type { ProveResult } from "../../src/core/ports/workflows.ts";
import { type Ran, root, run } from "../run.ts";
import { smallService, temporary } from "./app.ts";
import { filesBelow, leftIn, processesWith } from "./traces.ts";

const able = process.getuid?.() === 0 && findDockerd(process.env["PATH"]) !== null && busybox() !== null;

describe.skipIf(!able)("an engine that dies (needs root, dockerd and busybox)", () => {
  let folder = "";
  let app = "";
  let remove = async (): Promise<void> => {};
  let environment: Record<string, string | undefined> = {};
  let engine: Engine;
  let pid = 0;

  /** A network namespace of its own, for the daemon may be killed, and two in one would take each other's bridge. */
  const launcher = ["unshare", "--net", "sh", "-c", 'ip link set lo up; exec "$@"', "sh"];
  const up = async (): Promise<void> => {
    const started = await engineUp({ spawn, mayInstall: false, environment, launcher });
    pid = started.pid;
    const programs = programsOnPath("docker", process.env["PATH"]);
    engine = await dockerEngine(started.endpoint, programs, {
      spawn,
      files: hostFiles(owner, folder),
      env: environment,
    });
  };
  /** The command line in the daemon's network, where it finds this engine and no other. */
  const seaworthy = (args: readonly string[]): Promise<Ran> =>
    run(["nsenter", `--net=/proc/${pid}/ns/net`, process.execPath, `${root}/bin/seaworthy.js`, ...args], {
      env: { ...environment, TMPDIR: `${folder}/tmp` },
    });
  const dockerfile = (lines: string): Promise<void> => writeFile(`${app}/Dockerfile`, `FROM base:1\n${lines}`);

  beforeAll(async () => {
    ({ path: folder, remove } = await temporary("dies"));
    app = `${folder}/small`;
    environment = { ...process.env, XDG_DATA_HOME: `${folder}/data`, DOCKER_HOST: undefined };
    await mkdir(`${folder}/tmp`);
    await mkdir(app);
    await smallService(app);
    await up();
    await importBase(engine, folder, "base:1", []);
    // The single-stage build that `prove` could compare with starts from these; nothing is built from them here.
    for (const name of ["node:22-bookworm", "node:22-bookworm-slim"]) await engine.tag("base:1", name);
  });
  afterAll(async () => {
    await engineDown({ spawn, environment });
    await unmountBelow(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    await remove();
  });

  async function nothingAfterRestart(ran: Ran): Promise<void> {
    await up();
    const next = await seaworthy(["down", app]);
    expect(next.exitCode, next.stderr).toBe(0);
    expect(await leftIn(engine, ran.pid)).toEqual([]);
    expect(processesWith(app)).toEqual([]);
    expect(filesBelow(`${folder}/tmp`)).toEqual([]);
  }

  /** Kills the engine as soon as something is seen, and answers whether it was. */
  function killWhen(seen: () => Promise<boolean>): () => boolean {
    let killed = false;
    const look = async (): Promise<void> => {
      if (!(await seen().catch(() => false))) return void setTimeout(() => void look(), 200);
      killed = true;
      process.kill(pid, "SIGKILL");
    };
    void look();
    return () => killed;
  }

  const containerRuns = (life: string) => async (): Promise<boolean> =>
    (await engine.list("container", { [labels.life]: life })).length > 0;

  it("during a build: exit code 2 that names the engine, and nothing left after its restart and a run", async () => {
    // The step outlives its daemon: one of an earlier run of this test is not this one.
    const step = `echo under-way-${process.pid}`;
    await dockerfile(`RUN ${step}; sleep 60; true\nCMD ["sh"]\n`);
    const killed = killWhen(async () => processesWith(`/bin/sh -c ${step}`).length > 0);
    const ran = await seaworthy(["build", app]);
    expect(killed()).toBe(true);
    expect(ran.exitCode, ran.stderr).toBe(2);
    expect(ran.stderr).toContain("engine-gone");
    await nothingAfterRestart(ran);
  });

  it("during a run: the claim is SKIPPED with the reason, the exit code is 2, and nothing is left after", async () => {
    await dockerfile('CMD ["sh", "-c", "sleep 600"]\n');
    const killed = killWhen(containerRuns("transient"));
    const ran = await seaworthy(["prove", "--only", "starts", "--json", app]);
    expect(killed()).toBe(true);
    expect(ran.exitCode, ran.stderr).toBe(2);
    expect(ran.stdout).toContain('"verdict": "SKIPPED"');
    expect(ran.stdout).toContain("the engine does not answer any more");
    await nothingAfterRestart(ran);
  });

  it("while all claims are made: what was not finished is SKIPPED with the reason, nothing is FAIL for it, the exit code says so", async () => {
    await mkdir(`${app}/www`, { recursive: true });
    await writeFile(`${app}/www/health`, "ok\n");
    await writeFile(`${app}/www/index.html`, "hello\n");
    const httpd = ["httpd", "-f", "-p", "8080", "-h", "/www"];
    await dockerfile(`COPY www /www\nUSER 10001:10001\nEXPOSE 8080\nCMD ${JSON.stringify(httpd)}\n`);
    const killed = killWhen(async () => (await engine.list("container", { [labels.life]: "transient" })).length > 2);
    const ran = await seaworthy(["prove", "--json", "--controls", app]);
    expect(killed()).toBe(true);
    const { services } = JSON.parse(ran.stdout) as ProveResult;
    const proofs = services.flatMap((one) => one.proofs);
    const lost = proofs.filter((proof) => proof.interrupted === true);
    expect(lost.length).toBeGreaterThan(5);
    for (const { claim, verdict, said } of lost)
      expect([claim, verdict, said]).toEqual([claim, "SKIPPED", expect.stringMatching(/does not answer any more/)]);
    // These fail rightly where they are done before the engine dies: the image runs httpd, and has no node.
    const rightly = new Set(["documented", "imports"]);
    const failed = proofs.filter((proof) => proof.verdict === "FAIL" && !rightly.has(proof.claim));
    expect(failed.map((proof) => [proof.claim, proof.said])).toEqual([]);
    // What was found false before counts for more than what could not be found out.
    expect(ran.exitCode, ran.stderr).toBe(proofs.some((proof) => proof.verdict === "FAIL") ? 1 : 2);
    await rm(`${app}/www`, { recursive: true });
    await nothingAfterRestart(ran);
  });

  it("while up waits: exit code 2 that names the engine, and down takes away what is left after its restart", async () => {
    await dockerfile('CMD ["sh", "-c", "sleep 600"]\n');
    const killed = killWhen(containerRuns("kept"));
    const ran = await seaworthy(["up", app]);
    expect(killed()).toBe(true);
    expect(ran.exitCode, ran.stderr).toBe(2);
    expect(ran.stderr).toContain("engine-gone");
    await nothingAfterRestart(ran);
  });
});
