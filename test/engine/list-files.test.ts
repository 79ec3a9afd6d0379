import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { labels } from "../../src/core/labels.ts";
import type { Engine } from "../../src/core/ports/engine.ts";
import type { ContentPart, RecordedContents } from "../../src/core/recorded-build.ts";
import { ensureBases } from "../../src/engines/bases/ensure.ts";
import { discoverEngine } from "../../src/engines/discover.ts";
import { owner, ownerToken, sweep } from "../../src/engines/reaper.ts";
import { openImage } from "../../src/formats/image-archive/index.ts";
import { hostFiles } from "../../src/host/files.ts";
import { net } from "../../src/host/net.ts";
import { recordedContents } from "../../src/image/index.ts";
import { listFiles } from "../../src/workflows/list-files.ts";
import type { Session } from "../../src/workflows/session.ts";
import { spawn } from "../spawn.ts";

const files = hostFiles(owner);
const engine = await discoverEngine({ spawn, files, env: process.env }).catch(() => null);

const base = "python:3.11-slim-bookworm";
/** Replaced, deleted, hard-linked and empty files, a folder that was made anew, and a layer without any file. */
const steps = [
  "RUN mkdir -p /data/anew /data/kept && head -c 700000 /dev/zero > /data/anew/large && head -c 9000 /dev/zero > /data/anew/small",
  "RUN head -c 800000 /dev/zero > /data/kept/one && ln /data/kept/one /data/two && touch /data/kept/empty && echo early > /data/replaced",
  "USER 0",
  "RUN rm -r /data/anew && mkdir /data/anew && echo late > /data/replaced && head -c 600000 /dev/zero > /data/anew/other",
  "RUN mkdir /data/nothing",
  "RUN rm /data/two && echo end > /data/end",
];

/** What can be told of a layer whichever way it was read: folders that were listed as one hold no names of small files. */
const told = (contents: RecordedContents | null): unknown =>
  contents?.layers
    .filter(({ bytes }) => bytes > 0)
    .map(({ instruction, bytes, goneBytes, parts }) => ({ instruction, bytes, goneBytes, large: large(parts) }));
const large = (parts: readonly ContentPart[]): unknown =>
  parts.filter(({ rest }) => rest === undefined).map(({ name, bytes }) => [name.split("/")[0], bytes]);

const sum = ({ layers }: RecordedContents, key: "bytes" | "goneBytes"): number =>
  layers.reduce((total, layer) => total + layer[key], 0);

describe.skipIf(engine === null)("an image listed in a container (needs an engine)", () => {
  if (engine === null) return;
  const run = `test-${process.pid}-list`;
  const folder = mkdtempSync(join(tmpdir(), "list-files-"));
  const own = { [labels.run]: run, [labels.owner]: ownerToken(), [labels.life]: "transient" };
  afterAll(async () => {
    await sweep(engine, { run });
    rmSync(folder, { recursive: true, force: true });
  });

  test("is told by layer, as its archive is", { timeout: 180_000 }, async () => {
    await ensureBases(engine, [base], { spawn, files, net, environment: process.env, mayInstall: true });
    const tag = `seaworthy-test/list:${process.pid}`;
    const dockerfileText = [`FROM ${base}`, ...steps, ""].join("\n");
    const built = await engine.build({ context: folder, dockerfileText, tag, labels: own });
    expect(built.ok, built.output.stderr).toBe(true);
    const archive = join(folder, "image.tar");
    await engine.save(tag, archive);
    const source = await files.open(archive);
    const wanted = await recordedContents(await openImage(source));
    await source.close();

    const made = { transient: false };
    const signal = AbortSignal.timeout(120_000);
    const session = (of: Engine) => ({ engine: of, id: run, owner: ownerToken(), made, signal }) as unknown as Session;
    const found = await listFiles(session(engine), tag);
    expect(found?.read).toBe("layers");
    expect(told(found)).toEqual(told(wanted));
    const packages = (from: RecordedContents | null) =>
      from?.packages.filter(({ kind }) => kind === "dpkg").map(({ name, version, bytes }) => [name, version, bytes]);
    expect(packages(found)).toEqual(packages(wanted));

    const elsewhere = async (reference: string) => {
      const info = await engine.image(reference);
      return info && { ...info, layerFolders: info.layers.map((_, at) => `/not/on/this/machine/${at}`) };
    };
    const whole = await listFiles(session({ ...engine, image: elsewhere }), tag);
    expect(whole?.read).toBe("files");
    expect(whole?.layers.length).toBe(1);
    // A container's own /etc/hosts and the like are there too.
    const more = (whole?.layers[0]?.bytes ?? 0) - (sum(wanted, "bytes") - sum(wanted, "goneBytes"));
    expect(more).toBeGreaterThanOrEqual(0);
    expect(more).toBeLessThan(1000);
  });
});
