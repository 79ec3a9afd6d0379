import { expect, test } from "vitest";
import type { Engine, ImageInfo } from "../../core/ports/engine.ts";
import { labels } from "../../core/labels.ts";
import { ensureBases, type BaseOptions } from "./ensure.ts";

/** An engine of which only the image calls are real enough for these tests. */
function fakeEngine(pulls: Readonly<Record<string, string>>) {
  const images = new Map<string, Readonly<Record<string, string>>>();
  const log: string[] = [];
  const output = { argv: [], signal: null, stdout: "", seconds: 0, timedOut: false, truncated: false };
  const engine = {
    image: (name: string) =>
      Promise.resolve(
        images.has(name) ? ({ labels: images.get(name), size: 1, tags: [name] } as unknown as ImageInfo) : null,
      ),
    pull: (name: string) => {
      log.push(`pull ${name}`);
      const said = pulls[name];
      if (said === "ok") images.set(name, {});
      return Promise.resolve({ ...output, exitCode: said === "ok" ? 0 : 1, stderr: said ?? "no such host" });
    },
    tag: (from: string, to: string) => {
      images.set(to, images.get(from) ?? {});
      return Promise.resolve();
    },
    importRootfs: (_file: string, tag: string, changes: readonly string[]) => {
      log.push(`import ${tag}`);
      const told = changes.flatMap((line) => [...(/^LABEL (\S+?)="(.*)"$/.exec(line)?.slice(1, 3) ?? [])]);
      images.set(tag, Object.fromEntries([0, 1, 2].map((i) => [told[2 * i] ?? "", told[2 * i + 1] ?? ""])));
      return Promise.resolve("sha256:1");
    },
    build: (request: { tag: string; labels: Readonly<Record<string, string>> }) => {
      log.push(`build ${request.tag}`);
      images.set(request.tag, request.labels);
      return Promise.resolve({ ok: true, output, imageId: "x", steps: [] });
    },
  } as unknown as Engine;
  return { engine, images, log };
}

function options(answers: boolean): BaseOptions {
  return {
    spawn: (command) =>
      Promise.resolve({
        argv: command.argv,
        exitCode: 0,
        signal: null,
        stdout: "",
        stderr: "",
        seconds: 0,
        timedOut: false,
        truncated: false,
      }),
    files: {
      temporary: () => import("node:fs/promises").then((fs) => fs.mkdtemp("/tmp/ensure-test-")),
      remove: (path: string) => import("node:fs/promises").then((fs) => fs.rm(path, { recursive: true, force: true })),
    } as unknown as BaseOptions["files"],
    net: {} as BaseOptions["net"],
    registries: { answers: () => Promise.resolve(answers) },
    mayInstall: false,
    certificates: [],
    environment: {},
    uid: 0,
  };
}

const slim = "docker.io/library/python:3.11-slim";

test("offline, parents are made once and before their children; the second call makes nothing", async () => {
  const { engine, log, images } = fakeEngine({});
  const wanted = [
    "python:3.11-slim",
    "ghcr.io/astral-sh/uv:0.13-python3.11-bookworm-slim",
    "debian:12-slim",
    "scratch",
  ];
  const first = await ensureBases(engine, wanted, options(false));
  expect(log.filter((line) => !line.startsWith("pull"))).toEqual([
    "import docker.io/library/debian:bookworm-slim",
    "build docker.io/library/python:3.11-slim-bookworm",
    "build ghcr.io/astral-sh/uv:0.13-python3.11-bookworm-slim",
  ]);
  expect(first.map((base) => [base.source, base.made])).toEqual([
    ["stand-in", true],
    ["stand-in", true],
    ["stand-in", true],
  ]);
  expect(images.get(slim)?.[labels.standIn]).toContain("Python 3.11");
  log.length = 0;
  const second = await ensureBases(engine, wanted, options(false));
  expect(second.map((base) => base.made)).toEqual([false, false, false]);
  expect(log).toEqual([]);
});

test("who does not agree gets no stand-in, is asked once, and not at all where there is nothing to make", async () => {
  const { engine, log, images } = fakeEngine({});
  const asked: string[] = [];
  const no = { ...options(false), agree: (reference: string) => Promise.resolve(asked.push(reference) < 0) };
  await expect(ensureBases(engine, ["python:3.11-slim", "debian:12-slim"], no)).rejects.toThrow(
    /no stand-in was to be made/,
  );
  expect(asked).toHaveLength(1);
  expect(log.filter((line) => !line.startsWith("pull"))).toEqual([]);
  images.set(slim, {});
  await ensureBases(engine, ["python:3.11-slim"], no);
  expect(asked).toHaveLength(1);
});

test("a dead registry is asked once for all its images", async () => {
  const { engine, log } = fakeEngine({});
  await ensureBases(engine, ["debian:12-slim", "debian:13-slim", "python:3.11-slim"], options(false));
  expect(log.filter((line) => line.startsWith("pull"))).toHaveLength(1);
});

test("what can be pulled is pulled, and no stand-in is made", async () => {
  const { engine, log } = fakeEngine({ [slim]: "ok" });
  const [base] = await ensureBases(engine, ["python:3.11-slim"], options(true));
  expect(base).toMatchObject({ source: "pulled", made: false, standIn: null });
  expect(log).toEqual([`pull ${slim}`]);
});

test("a real image that is here is left alone, also under an alias", async () => {
  const { engine, images, log } = fakeEngine({});
  images.set(slim, {});
  const [base] = await ensureBases(engine, ["python:3.11-slim"], options(false));
  expect(base).toMatchObject({ source: "local" });
  await ensureBases(engine, ["python:3.11-slim-bookworm"], options(false));
  expect(images.get(slim)).toEqual({});
  expect(log).toContain("build docker.io/library/python:3.11-slim-bookworm");
});

test("a stand-in whose real image can be pulled is told", async () => {
  const { engine } = fakeEngine({});
  await ensureBases(engine, ["debian:12-slim"], options(false));
  const [base] = await ensureBases(engine, ["debian:12-slim"], options(true));
  expect(base).toMatchObject({ source: "stand-in", realCanBePulled: true });
});

test("a stand-in by an older recipe is made again", async () => {
  const { engine, images } = fakeEngine({});
  images.set("docker.io/library/debian:bookworm-slim", {
    [labels.standIn]: "x",
    "io.seaworthy.stand-in.recipe": "old",
  });
  const [base] = await ensureBases(engine, ["debian:bookworm-slim"], options(false));
  expect(base?.made).toBe(true);
});

test.each([
  ["redis:7", "no such host", "base-not-available"],
  ["python:3.11-slim@sha256:00", "no such host", "base-not-available"],
  ["debian:12-slim", "manifest unknown", "base-not-found"],
])("%s with a pull that says %s fails as %s and names the reference", async (reference, said, code) => {
  const { engine } = fakeEngine(Object.fromEntries([["docker.io/library/debian:12-slim", said]]));
  await expect(ensureBases(engine, [reference], options(true))).rejects.toMatchObject({
    code,
    message: expect.stringContaining(reference),
  });
});
