import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { labels } from "../../src/core/labels.ts";
import { dockerEngine } from "../../src/engines/docker.ts";
import { programsOnPath } from "../../src/engines/programs-on-path.ts";
import { owner, ownerToken, sweep } from "../../src/engines/reaper.ts";
import { spawn } from "../spawn.ts";
import { hostFiles } from "../../src/host/files.ts";
import { busybox, importBase } from "./base-image.ts";
import { OwnDaemon, unmountBelow } from "./own-daemon.ts";

test("an engine that dies during a build and during a run is named, and the next run clears away what it left", async ({
  skip,
}) => {
  const missing = OwnDaemon.missing() ?? (busybox() === null ? "busybox is not installed" : null);
  if (missing !== null) skip(missing);
  const folder = await mkdtemp(join(tmpdir(), "seaworthy-dies-"));
  const daemon = new OwnDaemon(join(folder, "daemon"));
  const programs = programsOnPath("docker", process.env["PATH"]);
  const connect = () =>
    dockerEngine(daemon.endpoint, programs, { spawn, files: hostFiles(owner, folder), env: process.env });
  const own = { [labels.run]: "dies", [labels.life]: "transient", [labels.owner]: ownerToken() };
  try {
    await daemon.start();
    const engine = await connect();
    await importBase(engine, folder, "base:1", []);
    const context = join(folder, "context");
    await mkdir(context);
    await writeFile(join(context, "Dockerfile"), "FROM base:1\nRUN echo under-way; sleep 20\n");
    let killed: Promise<void> | null = null;
    const onLine = (line: string): void => {
      if (killed === null && /^(?:#\d+ [\d.]+ )?under-way/.test(line)) killed = daemon.end("SIGKILL");
    };
    await expect(engine.build({ context, tag: "app:1", network: "none", labels: own, onLine })).rejects.toMatchObject({
      name: "SeaworthyError",
      code: "engine-gone",
    });
    expect(killed).not.toBeNull();
    await expect(engine.container("anything")).rejects.toMatchObject({ code: "engine-gone" });

    await daemon.start();
    const running = engine.runToEnd({
      image: "base:1",
      name: "long",
      labels: own,
      network: "none",
      command: ["sleep", "600"],
    });
    const ended = running.catch((error: unknown) => error);
    await expect.poll(async () => (await engine.container("long"))?.status, { timeout: 20_000 }).toBe("running");
    await daemon.end("SIGKILL");
    expect(await ended).toMatchObject({ name: "SeaworthyError", code: "engine-gone" });

    await daemon.start();
    const again = await connect();
    const swept = await sweep(again, { run: "dies" });
    expect(swept.failed).toEqual([]);
    expect(await again.container("long")).toBeNull();
  } finally {
    await daemon.end("SIGTERM");
    await unmountBelow(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
});
