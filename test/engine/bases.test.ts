import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { hostCertificates, placesOf } from "../../src/engines/bases/certificates.ts";
import { ensureBases } from "../../src/engines/bases/ensure.ts";
import { listBases } from "../../src/engines/bases/list.ts";
import { ensureToolbox } from "../../src/engines/bases/toolbox.ts";
import { discoverEngine } from "../../src/engines/discover.ts";
import { owner } from "../../src/engines/reaper.ts";
import { spawn } from "../spawn.ts";
import { hostFiles } from "../../src/host/files.ts";
import { net } from "../../src/host/net.ts";

const files = hostFiles(owner);
const engine = await discoverEngine({ spawn, files, env: process.env }).catch(() => null);
const offline =
  engine !== null && (await net.get("https://registry-1.docker.io/v2/", { timeoutMs: 3000 })).status === 0;
const slim = "python:3.11-slim-bookworm";
const debian = "debian:bookworm-slim";
const uv = "ghcr.io/astral-sh/uv:0.13-python3.11-bookworm-slim";

describe.skipIf(engine === null || !offline || process.getuid?.() !== 0)(
  "stand-ins (need an engine, root, and no image registry)",
  () => {
    if (engine === null) return;
    const options = { spawn, files, net, environment: process.env, mayInstall: true };
    const folder = mkdtempSync(join(tmpdir(), "bases-"));
    const tag = `localhost/bases-test:${process.pid}`;
    afterAll(async () => {
      await engine.remove("image", tag).catch(() => {});
      rmSync(folder, { recursive: true, force: true });
    });
    /** Runs a program in an image and answers what it printed. */
    const said = async (image: string, ...entrypoint: string[]): Promise<string> =>
      (await engine.runToEnd({ image, entrypoint, network: "none" }, { timeoutMs: 60_000 })).stdout.trim();

    test("are made under their official names, listed, and found again", { timeout: 600_000 }, async () => {
      await ensureBases(engine, [debian, slim, uv], options);
      const again = await ensureBases(engine, [debian, slim, uv], options);
      expect(again.map((base) => [base.source, base.made])).toEqual([
        ["stand-in", false],
        ["stand-in", false],
        ["stand-in", false],
      ]);
      const listed = (await listBases(engine)).flatMap((row) => row.references);
      expect(listed.join(" ")).toContain(slim);
    });

    test("Python lies where the official image has it", async () => {
      const told = await said(
        slim,
        "python",
        "-c",
        "import sys,ssl,sqlite3,ctypes,sysconfig;print(sys.executable,sys.prefix,sysconfig.get_path('purelib'))",
      );
      expect(told).toBe("/usr/local/bin/python /usr/local /usr/local/lib/python3.11/site-packages");
    });

    test("apt keeps no caches, as in the official images", async () => {
      expect(
        await said(
          "debian:bookworm-slim",
          "sh",
          "-c",
          "apt-config shell cache Dir::Cache::pkgcache; ls -A /var/cache/apt",
        ),
      ).toBe("cache=''\narchives");
    });

    test("on either Python a virtual environment can be made, with pip", { timeout: 600_000 }, async () => {
      const full = "python:3.11-bookworm";
      await ensureBases(engine, [full], options);
      for (const image of [slim, full])
        expect(await said(image, "sh", "-c", "python -m venv /tmp/v && /tmp/v/bin/pip --version"), image).toContain(
          "/tmp/v/lib/python3.11/site-packages/pip",
        );
    });

    test(
      "the host's certificates are in the builder base and not in an image built over it",
      { timeout: 300_000 },
      async () => {
        const extra = await hostCertificates(placesOf(process.env));
        writeFileSync(
          join(folder, "Dockerfile"),
          `FROM ${uv} AS builder\nRUN touch /made\nFROM ${slim}\nCOPY --from=builder /made /made\n`,
        );
        expect((await engine.build({ context: folder, tag })).ok).toBe(true);
        const script =
          "import glob;print(open('/etc/ssl/certs/ca-certificates.crt').read()+''.join(open(f).read() for f in glob.glob('/usr/local/share/ca-certificates/*')))";
        const [builder, final] = [await said(uv, "python", "-c", script), await said(tag, "python", "-c", script)];
        expect(final).toContain("BEGIN CERTIFICATE");
        for (const { pem } of extra) {
          expect(builder).toContain(pem.trim());
          expect(final).not.toContain(pem.trim());
        }
      },
    );

    test("the toolbox runs node and is made once", { timeout: 120_000 }, async () => {
      const tools = { spawn, files, base: (reference: string) => ensureBases(engine, [reference], options) };
      const image = await ensureToolbox(engine, tools);
      expect(await ensureToolbox(engine, tools)).toBe(image);
      expect(await said(image, "node", "-p", "6*7")).toBe("42");
    });
  },
);
