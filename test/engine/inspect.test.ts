import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Run } from "../../src/core/ports/workflows.ts";
import { discoverEngine } from "../../src/engines/discover.ts";
import { owner } from "../../src/engines/reaper.ts";
import { tar } from "../../src/formats/image-archive/tar-writer.fixture.ts";
import { hostFiles } from "../../src/host/files.ts";
import { wire } from "../../src/wire.ts";
import { spawn } from "../spawn.ts";

const engine = await discoverEngine({ spawn, files: hostFiles(owner), env: process.env }).catch(() => null);
const inspections = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith("seaworthy-inspect"));

describe.skipIf(engine === null)("an image of the engine is inspected (needs an engine)", () => {
  if (engine === null) return;
  const folder = mkdtempSync(join(tmpdir(), "inspect-"));
  const tag = `localhost/inspect-test:${process.pid}`;
  const run: Run = {
    signal: new AbortController().signal,
    observer: { on: () => {}, ask: () => Promise.resolve(false) },
  };
  const flows = wire({
    cwd: folder,
    env: process.env,
    engine: engine.info.kind,
    ca: null,
    surface: "cli",
    typed: "",
  }).images;
  afterAll(async () => {
    await engine.remove("image", tag).catch(() => {});
    rmSync(folder, { recursive: true, force: true });
  });

  test("by its name, and nothing of it is left", { timeout: 120_000 }, async () => {
    const rootfs = join(folder, "rootfs.tar");
    const passwd = "root:x:0:0::/:/bin/sh\napp:x:10001:10001::/:\n";
    writeFileSync(
      rootfs,
      tar([
        { name: "etc/passwd", content: passwd },
        { name: "bin/su", content: "x", mode: 0o4755 },
      ]),
    );
    const id = await engine.importRootfs(rootfs, tag, ["USER app", 'CMD ["/bin/serve"]']);
    const before = inspections();
    const found = await flows.inspect({ name: tag, tag: null, platform: null, secrets: true }, run);
    expect(found.image.id).toBe(id);
    expect(found.user).toMatchObject({ declared: "app", uid: 10001, root: false });
    expect(found.setuid.map((one) => one.path)).toEqual(["bin/su"]);
    expect(found.links.start?.problem).toBe("/bin/serve is not in the image");
    expect(inspections()).toEqual(before);
  });

  test("not, where the engine has no such image", { timeout: 60_000 }, async () => {
    const missing = flows.inspect({ name: "localhost/no-such-image:1", tag: null, platform: null, secrets: true }, run);
    await expect(missing).rejects.toMatchObject({ code: "image-missing" });
  });
});
