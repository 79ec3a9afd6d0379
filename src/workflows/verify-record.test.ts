import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SeaworthyError } from "../core/errors/index.ts";
import type { Engine, ImageInfo } from "../core/ports/engine.ts";
import type { Run } from "../core/ports/workflows.ts";
import type { SeaworthyRecord } from "../core/record.ts";
import { dockerArchive } from "../formats/image-archive/tar-writer.fixture.ts";
import { hostFiles } from "../host/files.ts";
import { writeRecord as recordTexts } from "../records/index.ts";
import { verificationSchema } from "../records/schema/verification.ts";
import { backendRecord } from "../records/testing/backend-record.ts";
import type { Context } from "./context.ts";
import { inputsOf } from "./inputs.ts";
import { verifyRecord } from "./verify-record.ts";

const sha = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex");
const id = `sha256:${"ab".repeat(32)}`;
const other = `sha256:${"cd".repeat(32)}`;
const manifest = `sha256:${"ef".repeat(32)}`;
const tag = "todo-backend:latest";
const stem = ".seaworthy/records/0012-backend-containerized";
const sources = { "app/main.py": "print(1)\n", "logo.png": "\u0000\u0001", Dockerfile: "FROM a\n" };
let folder = "";
/** What the engine has, by name and by id. */
let images: Record<string, Pick<ImageInfo, "id" | "repoDigests">> = {};
let noEngine = false;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "verify-test-"));
  images = { [tag]: { id, repoDigests: [] }, [id]: { id, repoDigests: [] } };
  noEngine = false;
});
afterEach(() => rm(folder, { recursive: true }));

const files = hostFiles({ token: "me", isAlive: () => true });

function context(): Context {
  const parts = {
    files,
    version: "0.1.0",
    absolute: (path: string) => join(folder, path),
    sha256: (text: string) => Promise.resolve(sha(text)),
    engine: (run: Run) => engineOf(run),
  };
  // Nothing else of the context is used here.
  return parts as unknown as Context;
}

async function engineOf(run: Run): Promise<Engine> {
  const engine = { info: { kind: "docker" }, image: (name: string) => Promise.resolve(images[name] ?? null) };
  if (!noEngine) return engine as unknown as Engine;
  if (await run.observer.ask({ id: "install-engine", text: "?", detail: [] })) throw new Error("an engine was set up");
  throw new SeaworthyError("no-engine", {
    what: "no engine answers",
    why: "docker and podman are not there",
    todo: "x",
  });
}

const write = async (path: string, text: string | Uint8Array): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
};

/** A service with its record, as a run leaves them. */
async function recorded(changes: Partial<SeaworthyRecord> = {}): Promise<SeaworthyRecord> {
  for (const [path, text] of Object.entries(sources)) await write(path, text);
  const { plan } = backendRecord();
  const record = backendRecord({
    plan: plan === null ? null : { ...plan, path: "." },
    image: { tag, digest: id, bytes: 1 },
    ...(await inputsOf(context(), await files.tree(folder))),
    written: [{ path: "Dockerfile", sha256: sha(sources.Dockerfile) }],
    ...changes,
  });
  const { markdown, json } = recordTexts(record);
  await write(`${stem}.md`, markdown);
  await write(`${stem}.json`, json);
  return record;
}

async function edit(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(folder, path), "utf8");
  expect(text).toContain(from);
  await write(path, text.replace(from, to));
}

const run: Run = {
  signal: new AbortController().signal,
  observer: { on: () => {}, ask: () => Promise.resolve(true) },
};
/** `image FAIL` and what it says, without the parts that passed. */
async function notHeld(image: string | null = null, which: string | null = null): Promise<readonly string[]> {
  const { checks } = await verifyRecord(context(), { path: ".", which, image }, run);
  return checks.flatMap(({ check, verdict, said, differences }) =>
    verdict === "PASS" ? [] : [`${check} ${verdict}: ${said}`, ...differences],
  );
}

describe("a record as it was written", () => {
  test("holds in every part", async () => {
    await recorded();
    const { checks } = await verifyRecord(context(), { path: ".", which: null, image: null }, run);
    expect(verificationSchema.safeParse({ schema: 1, file: "x", checks }).error).toBeUndefined();
    expect(checks.map((one) => `${one.check} ${one.verdict}`)).toEqual([
      "record PASS",
      "markdown PASS",
      "evidence PASS",
      "image PASS",
      "written PASS",
      "inputs PASS",
    ]);
  });

  test.each(["12", `${stem}.md`, `${stem}.json`])("is found by %s", async (which) => {
    await recorded();
    expect(await notHeld(null, which)).toEqual([]);
  });

  test("holds where git wrote its lines with carriage returns", async () => {
    await recorded();
    for (const end of ["md", "json"]) {
      const text = await readFile(join(folder, `${stem}.${end}`), "utf8");
      await write(`${stem}.${end}`, text.replaceAll("\n", "\r\n"));
    }
    expect(await notHeld()).toEqual([]);
  });
});

describe("an edited record", () => {
  test("is seen where a verdict in the Markdown was changed", async () => {
    await recorded();
    await edit(`${stem}.md`, "FAIL stops: killed", "PASS stops: killed");
    expect(await notHeld()).toEqual([
      expect.stringMatching(/^markdown FAIL/),
      expect.stringMatching(/^line \d+: .*PASS stops.* stands there, the evidence gives .*FAIL stops/),
    ]);
  });

  test("is seen where an output in the evidence was changed, of which the Markdown says nothing", async () => {
    await recorded();
    await edit(`${stem}.json`, "error: The lockfile at", "error: A lockfile at");
    expect(await notHeld()).toEqual([expect.stringMatching(/^evidence FAIL: its sha256 is /)]);
  });

  test("is seen where a verdict in the evidence was changed", async () => {
    await recorded();
    await edit(`${stem}.json`, '"verdict": "FAIL"', '"verdict": "PASS"');
    expect((await notHeld()).map((one) => one.slice(0, 13))).toEqual([
      "markdown FAIL",
      expect.anything(),
      "evidence FAIL",
    ]);
  });

  test.each([
    ["is cut", (text: string) => text.slice(0, 2000), /^record FAIL: .*it is not JSON, or not whole/],
    ["lacks a field", (text: string) => text.replace('"proofs"', '"poofs"'), /^record FAIL: .*proofs/],
    ["is of tomorrow", (text: string) => text.replace('"schema": 1', '"schema": 2'), /^record SKIPPED: .*version 2/],
  ])("whose evidence %s is named", async (_, change, expected) => {
    await recorded();
    await write(`${stem}.json`, change(await readFile(join(folder, `${stem}.json`), "utf8")));
    expect(await notHeld()).toEqual([expect.stringMatching(expected)]);
  });

  test("whose Markdown is gone fails", async () => {
    await recorded();
    await rm(join(folder, `${stem}.md`));
    expect(await notHeld()).toEqual([
      "markdown FAIL: 0012-backend-containerized.md is missing",
      "evidence SKIPPED: the Markdown names no digest of the evidence",
    ]);
  });

  test("without evidence is not verified", async () => {
    await recorded();
    await rm(join(folder, `${stem}.json`));
    expect(await notHeld()).toEqual(["record SKIPPED: no evidence (.json) lies beside 0012-backend-containerized.md"]);
  });

  test("that is nowhere is an error", async () => {
    await expect(notHeld(null, "7")).rejects.toMatchObject({ code: "no-record" });
  });
});

describe("the image", () => {
  const cases: readonly (readonly [string, typeof images, string | null, RegExp | null])[] = [
    [
      "is another one now",
      { [tag]: { id: other, repoDigests: [] } },
      null,
      /^image FAIL: .* is sha256:cdcd.*; recorded is sha256:abab[^;]*$/,
    ],
    [
      "is another one now, and the recorded one is still there",
      { [tag]: { id: other, repoDigests: [] }, [id]: { id, repoDigests: [] } },
      null,
      /; the recorded image is still there without that name$/,
    ],
    ["has lost its name", { [id]: { id, repoDigests: [] } }, null, null],
    ["is gone", {}, null, /^image SKIPPED: docker has no image todo-backend:latest/],
    [
      "is asked for by a name that is not there",
      { [id]: { id, repoDigests: [] } },
      "app:2",
      /^image SKIPPED: .* app:2/,
    ],
    ["has another name", { "app:2": { id, repoDigests: [] } }, "app:2", null],
    ["is known by its manifest", { [tag]: { id: other, repoDigests: [`r/app@${id}`] } }, null, null],
  ];
  test.each(cases)("%s", async (_, there, name, expected) => {
    await recorded();
    images = there;
    expect(await notHeld(name)).toEqual(expected === null ? [] : [expect.stringMatching(expected)]);
  });

  test("is known by a manifest that was recorded", async () => {
    await recorded({ image: { tag, digest: other, bytes: 1, repoDigests: [`r/app@${manifest}`] } });
    images = { [tag]: { id, repoDigests: [`r/app@${manifest}`] } };
    expect(await notHeld()).toEqual([]);
  });

  test("is not looked at without an engine, and none is set up for it, though every question is agreed to", async () => {
    await recorded();
    noEngine = true;
    expect(await notHeld()).toEqual(["image SKIPPED: no engine answers: docker and podman are not there"]);
  });

  test("that was never built", async () => {
    await recorded({ image: null });
    expect(await notHeld()).toEqual(["image SKIPPED: no image was built in this run"]);
  });

  test.each([
    { says: "the recorded one", digest: null, change: 0, expected: null },
    {
      says: "another one",
      digest: other,
      change: 0,
      expected: /^image FAIL: .*app.tar is sha256:.*recorded is sha256:cdcd/,
    },
    { says: "damaged", digest: null, change: 1, expected: /^image FAIL: layer0.* is not what the image says it is/ },
  ])("of an archive that is $says", async ({ digest, change, expected }) => {
    const archive = Buffer.from(dockerArchive({ layers: [[{ name: "etc/motd", content: "welcome aboard" }]] }));
    const { openImage, memorySource } = await import("../formats/image-archive/index.ts");
    const { manifest: found } = await openImage(memorySource(archive));
    await recorded({ image: { tag, digest: digest ?? found.imageId, bytes: 1 } });
    const at = archive.indexOf("welcome aboard");
    archive.writeUInt8((archive[at] ?? 0) + change, at);
    await write(".seaworthy/app.tar", archive);
    expect(await notHeld(".seaworthy/app.tar")).toEqual(expected === null ? [] : [expect.stringMatching(expected)]);
  });
});

describe("the files", () => {
  test("are named where they were changed, removed or added", async () => {
    await recorded();
    await write("app/main.py", "print(2)\n");
    await write("app/new.py", "");
    await rm(join(folder, "logo.png"));
    await write("Dockerfile", "FROM b\n");
    expect(await notHeld()).toEqual([
      "written FAIL: 1 difference from the 1 file recorded",
      "changed Dockerfile",
      "inputs FAIL: 3 differences from the 2 files recorded",
      "changed app/main.py",
      "missing logo.png",
      "new app/new.py",
    ]);
  });

  test("that are no text count by their size", async () => {
    await recorded();
    await write("logo.png", "\u0000\u0001\u0002");
    expect(await notHeld()).toEqual(["inputs FAIL: 1 difference from the 2 files recorded", "changed logo.png"]);
  });

  test("were not listed: the digest over all of them still tells", async () => {
    await recorded({ inputs: undefined, written: [] });
    expect(await notHeld()).toEqual([]);
    await write("app/main.py", "print(2)\n");
    expect(await notHeld()).toEqual([expect.stringMatching(/^inputs FAIL: .*which changed is not recorded/)]);
  });

  test("are not where the record lies", async () => {
    await recorded();
    for (const path of Object.keys(sources)) await rm(join(folder, path));
    expect(await notHeld()).toEqual([expect.stringMatching(/^inputs SKIPPED: .*folder/)]);
  });
});
