import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CancelledError } from "../core/errors/index.ts";
import type { Engine } from "../core/ports/engine.ts";
import type { Run } from "../core/ports/workflows.ts";
import { memorySource } from "../formats/image-archive/index.ts";
import { dockerArchive, ociArchive } from "../formats/image-archive/tar-writer.fixture.ts";
import { TarIndex } from "../formats/image-archive/tar-index.ts";
import { hostFiles } from "../host/files.ts";
import type { Context } from "./context.ts";
import { imageDifference, inspect } from "./inspect.ts";

const image = { layers: [[{ name: "a", content: "12345" }], [{ name: ".wh.a" }]] };
const choice = { tag: null, platform: null };
let folder = "";
let temporary = "";
let asked: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "inspect-test-"));
  temporary = join(folder, "temporary");
  await mkdir(temporary);
  asked = [];
});
afterEach(() => rm(folder, { recursive: true }));

/** Real files; an engine that has one image, app:1. */
function context(save: (file: string) => Promise<void> = (file) => writeFile(file, dockerArchive(image))): Context {
  const files = hostFiles({ token: "me", isAlive: () => true }, temporary);
  const engine = {
    info: { kind: "docker" },
    image: (name: string) => Promise.resolve(name === "app:1" ? { id: "sha256:1" } : null),
    save: (name: string, file: string) => {
      asked.push(name);
      return save(file);
    },
  };
  const parts = {
    files,
    absolute: (path: string) => join(folder, path),
    engine: () => Promise.resolve(engine as unknown as Engine),
  };
  // Nothing else of the context is used here.
  return parts as unknown as Context;
}

function run(signal: AbortSignal = new AbortController().signal): Run {
  return { signal, observer: { on: () => {}, ask: () => Promise.resolve(false) } };
}

const wasted = async (name: string, from: Context = context()): Promise<number> =>
  (await inspect(from, { name, ...choice, secrets: true }, run())).wastedBytes;

describe("an image is read from", () => {
  test("a file, and through a link to it", async () => {
    await writeFile(join(folder, "app.tar"), dockerArchive(image));
    await symlink("app.tar", join(folder, "link"));
    expect(await wasted("app.tar")).toBe(5);
    expect(await wasted("link")).toBe(5);
    expect(asked).toEqual([]);
  });

  test("a folder with an OCI layout", async () => {
    const archive = ociArchive(image);
    const source = memorySource(archive);
    const index = await TarIndex.read(source);
    await mkdir(join(folder, "layout/blobs/sha256"), { recursive: true });
    const names = [...archive.toString("latin1").matchAll(/blobs\/sha256\/[0-9a-f]{64}/g)].map((match) => match[0]);
    for (const name of ["index.json", ...new Set(names)]) {
      const member = index.file(name);
      if (member !== null)
        await writeFile(join(folder, "layout", name), archive.subarray(member.offset, member.offset + member.size));
    }
    expect(await wasted("layout")).toBe(5);
    // A blob that is not what its name says is no part of the image.
    await truncate(join(folder, "layout", names[0] ?? ""), 10);
    await expect(wasted("layout")).rejects.toMatchObject({ name: "SeaworthyError" });
  });

  test("the engine, where no file has the name; nothing of it is left", async () => {
    expect(await wasted("app:1")).toBe(5);
    expect(asked).toEqual(["app:1"]);
    expect(await left()).toEqual([]);
  });

  test("the engine, where a folder of that name is no layout", async () => {
    await mkdir(join(folder, "app:1"));
    expect(await wasted("app:1")).toBe(5);
  });
});

/** Files below the temporary folder, but for the list of what is to be removed. */
async function left(): Promise<readonly string[]> {
  const all = await readdir(temporary, { recursive: true });
  return all.filter((name) => !/^seaworthy-\d+$/.test(name));
}

describe("what is no image is refused, by name and at once", () => {
  const refusals: readonly (readonly [string, string, (path: string) => Promise<unknown>])[] = [
    ["nothing of that name", "image-missing", () => Promise.resolve()],
    ["a folder", "image-missing", (path) => mkdir(path)],
    ["a pipe that nobody writes to", "file-kind", (path) => Promise.resolve(execFileSync("mkfifo", [path]))],
    ["an empty file", "not-an-image-archive", (path) => writeFile(path, "")],
    ["a text", "not-an-image-archive", (path) => writeFile(path, "FROM scratch\n".repeat(100))],
    ["a loop of links", "image-missing", (path) => symlink(path, path)],
    [
      "a layer that was changed",
      "image-archive-digest-mismatch",
      (path) =>
        writeFile(
          path,
          dockerArchive(image, (layer) => Buffer.from(layer.toString("latin1").replace("12345", "12346"), "latin1")),
        ),
    ],
    [
      "a layer whose headers were changed",
      "not-an-image-archive",
      (path) =>
        writeFile(
          path,
          dockerArchive(image, (layer) => Buffer.from(layer.toString("latin1").replace("ustar", "usted"), "latin1")),
        ),
    ],
    [
      "an archive cut short",
      "image-archive-truncated",
      (path) => writeFile(path, dockerArchive(image).subarray(0, 3000)),
    ],
  ];
  test.each(refusals)("%s", async (_, code, make) => {
    await make(join(folder, "x.tar"));
    await expect(wasted("x.tar")).rejects.toMatchObject({ name: "SeaworthyError", code });
  });

  test.skipIf(process.getuid?.() === 0)("a file that may not be read", async () => {
    await writeFile(join(folder, "x.tar"), dockerArchive(image));
    await chmod(join(folder, "x.tar"), 0);
    await expect(wasted("x.tar")).rejects.toMatchObject({ code: "file-denied" });
  });

  test("a name that the engine does not have", async () => {
    await expect(wasted("other:2")).rejects.toMatchObject({ code: "image-missing" });
  });
});

describe("nothing is left behind", () => {
  test("where the engine writes no image", async () => {
    await expect(
      wasted(
        "app:1",
        context((file) => writeFile(file, "half an archive")),
      ),
    ).rejects.toMatchObject({ code: "not-an-image-archive" });
    expect(await left()).toEqual([]);
  });

  test("where the engine fails", async () => {
    const broken = context(async (file) => {
      await writeFile(file, "half");
      throw new Error("the engine is gone");
    });
    await expect(wasted("app:1", broken)).rejects.toThrow("the engine is gone");
    expect(await left()).toEqual([]);
  });

  test("where the run is cancelled while it reads", async () => {
    const abort = new AbortController();
    const cancelling = context(async (file) => {
      await writeFile(file, dockerArchive(image));
      abort.abort(new CancelledError("cancelled by the user"));
    });
    const options = { name: "app:1", ...choice, secrets: true };
    await expect(inspect(cancelling, options, run(abort.signal))).rejects.toThrow(CancelledError);
    expect(await left()).toEqual([]);
  });
});

test("two images are held against each other", async () => {
  await writeFile(join(folder, "a.tar"), dockerArchive(image));
  await writeFile(join(folder, "b.tar"), dockerArchive({ layers: [...image.layers, [{ name: "b", content: "1" }]] }));
  const options = { before: { name: "a.tar", ...choice }, after: { name: "b.tar", ...choice } };
  const { files, layers } = await imageDifference(context(), options, run());
  expect(files).toEqual([{ path: "b", kind: "added", bytesBefore: null, bytesAfter: 1 }]);
  expect(layers.map((one) => one.kind)).toEqual(["same", "same", "added"]);
});
