import { describe, expect, test } from "vitest";
import type { Trial } from "../../core/ports/trial.ts";
import { memorySource, openImage } from "../../formats/image-archive/index.ts";
import { dockerArchive, type Written } from "../../formats/image-archive/tar-writer.fixture.ts";
import { fakeTrial, output } from "../trial.fixture.ts";
import { belongings } from "./belongings.ts";
import { necessaryFiles } from "./files.ts";
import { openedPaths, watchOpened } from "./watch.ts";

const file = (name: string, bytes: number, text = ""): Written => ({ name, content: text.padEnd(bytes, "x") });
const site = "app/.venv/lib/python3.11/site-packages";
const files: readonly Written[] = [
  file("usr/bin/perl", 50),
  file("usr/lib/x86_64-linux-gnu/libc.so.6", 20),
  { name: "usr/lib/x86_64-linux-gnu/libc.so", flag: "2", linkname: "libc.so.6" },
  file("var/lib/dpkg/info/perl-base.list", 0, "/usr/bin\n/usr/bin/perl\n"),
  file("var/lib/dpkg/info/libc6:amd64.list", 0, "/lib/x86_64-linux-gnu/libc.so.6\n"),
  file(`${site}/fastapi/main.py`, 10),
  file(`${site}/fastapi/__pycache__/main.cpython-311.pyc`, 7),
  file(`${site}/fastapi-1.0.dist-info/RECORD`, 0, 'fastapi/main.py,sha256=x,10\n"fastapi/a,b.py",,\n'),
  file(`${site}/fastapi/a,b.py`, 5),
  file("srv/node_modules/a/node_modules/@b/c/index.js", 3),
  file("app/app/main.py", 2),
];
const archive = dockerArchive({ layers: [files] });

async function groupsFor(opened: readonly string[]): Promise<Record<string, readonly number[]>> {
  const image = await openImage(memorySource(archive));
  const told = necessaryFiles(await belongings(image), opened, { how: "", driven: [], imageBytes: 100 });
  return Object.fromEntries(
    told.groups.map((one) => [`${one.kind} ${one.name}`, [one.files, one.bytes, one.openedFiles, one.openedBytes]]),
  );
}

describe("what the opened files belong to", () => {
  const cases: readonly (readonly [string, string, string, readonly number[]])[] = [
    ["a file of a Debian package", "usr/bin/perl", "dpkg perl-base", [1, 50, 1, 50]],
    ["a library by its place in a merged /usr", "usr/lib/x86_64-linux-gnu/libc.so.6", "dpkg libc6", [1, 20, 1, 20]],
    ["a module of a Python package", `${site}/fastapi/main.py`, "python fastapi", [3, 22, 1, 10]],
    ["bytecode of that module", `${site}/fastapi/__pycache__/main.cpython-311.pyc`, "python fastapi", [3, 22, 1, 7]],
    ["a name with a comma", `${site}/fastapi/a,b.py`, "python fastapi", [3, 22, 1, 5]],
    ["a package within a package", "srv/node_modules/a/node_modules/@b/c/index.js", "node @b/c", [1, 3, 1, 3]],
    ["a file of no package", "app/app/main.py", "folder /app/app", [1, 2, 1, 2]],
  ];
  test.each(cases)("%s", async (_, path, group, figures) => {
    expect((await groupsFor([path]))[group]).toEqual(figures);
    expect((await groupsFor([]))[group]?.slice(2)).toEqual([0, 0]);
  });

  test("a file that is not the image's counts for nothing", async () => {
    const image = await openImage(memorySource(archive));
    const told = necessaryFiles(await belongings(image), ["proc/self/stat", "usr/bin/perl", "seaworthy-watch"], {
      how: "",
      driven: [],
      imageBytes: 100,
    });
    expect(told.opened).toEqual([{ path: "/usr/bin/perl", bytes: 50 }]);
    // The most unopened bytes go first.
    const unopened = told.groups.map((one) => one.bytes - one.openedBytes);
    expect(unopened).toEqual(unopened.toSorted((a, b) => b - a));
    expect(told.groups.at(-1)?.name).toBe("perl-base");
  });
});

test.each([
  ["all that was told", "watching\nopened /a b\nopened /c\n", false, ["a b", "c"]],
  ["events were lost", "watching\nopened /a\nlost\n", false, "more files were opened than could be told"],
  ["lines were cut", "watching\nopened /a\n", true, "more files were opened than could be told"],
  ["nothing was watched", "failed fanotify_init: Operation not permitted\n", false, expect.stringContaining("init")],
])("lines of the watching program: %s", (_, stdout, truncated, expected) => {
  expect(openedPaths({ stdout, truncated })).toEqual(expected);
});

/** A trial whose watching program answers when the service is stopped, or at once. */
function watchedTrial(stdout: string, ends: "with the service" | "at once", ok = true): Trial {
  const trial = fakeTrial({
    images: { "todo-backend:latest": { cmd: ["uvicorn"], healthcheck: ["CMD", "python"] } },
    archives: { "todo-backend:latest": archive },
    build: () => ({ ok }),
  });
  let stopped = (): void => {};
  const stop = new Promise<void>((resolve) => (stopped = resolve));
  if (ends === "at once") stopped();
  return {
    ...trial,
    engine: {
      ...trial.engine,
      runToEnd: async () => stop.then(() => output({ stdout, exitCode: ends === "at once" ? 1 : 137 })),
      stop: async () => {
        stopped();
        return output({});
      },
    },
  };
}

describe("a watched service", () => {
  test("tells what it opened, and what was asked of it", async () => {
    const told = await watchOpened(watchedTrial("watching\nopened /usr/bin/perl\n", "with the service"));
    expect(told).toMatchObject({ files: 1, bytes: 50, imageFiles: 10, imageBytes: 100, driven: ["/", "health check"] });
  });

  test("leaves nothing that waits: the process would stay for it", async () => {
    const trial = watchedTrial("watching\nopened /usr/bin/perl\n", "with the service");
    const waits: (AbortSignal | undefined)[] = [];
    const clock: Trial["clock"] = {
      ...trial.clock,
      sleep: async (ms, signal) => {
        if (ms < 10_000) return trial.clock.sleep(ms, signal);
        waits.push(signal);
        return new Promise<void>(() => {});
      },
    };
    expect(await watchOpened({ ...trial, clock })).toMatchObject({ files: 1 });
    expect(waits.map((signal) => signal?.aborted)).toEqual([true]);
  });

  test.each([
    ["the host refuses", watchedTrial("failed fanotify_init: Operation not permitted\n", "at once"), "not permitted"],
    ["there is no compiler", watchedTrial("", "with the service", false), "could not be compiled in python:3.11"],
    [
      "the engine has no root",
      {
        ...watchedTrial("", "with the service"),
        engine: {
          ...watchedTrial("", "at once").engine,
          info: { ...watchedTrial("", "at once").engine.info, rootless: true },
        },
      },
      "without root",
    ],
  ])("says why not where %s", async (_, trial, why) => {
    expect(await watchOpened(trial)).toEqual({ notWatched: expect.stringContaining(why) });
  });
});

/** As above, with a service whose tests end with an exit code; their image is built or not, and tells what it opened. */
function testedTrial(exitCode: number, ok: (name: string) => boolean, stdout: string): Trial {
  const trial = watchedTrial("watching\nopened /usr/bin/perl\n", "with the service");
  const tests = {
    command: ["python", "-m", "pytest"],
    steps: [{ kind: "copy", sources: ["tests"], target: "tests" }],
  } as const;
  let asked = 0;
  const { runToEnd, container } = trial.engine;
  return {
    ...trial,
    plan: { ...trial.plan, tests },
    build: async (variant) => ({ ...(await trial.build(variant)), ok: ok(variant.name) }),
    engine: {
      ...trial.engine,
      runToEnd: async (request, options) => ((asked += 1) === 1 ? runToEnd(request, options) : output({ stdout })),
      container: async (id) => {
        const state = await container(id);
        return state === null ? null : { ...state, status: "exited", exitCode };
      },
    },
  };
}

describe("a service with tests of its own", () => {
  const all = (): boolean => true;
  const more = "watching\nopened /app/app/main.py\nopened /usr/bin/perl\n";

  test("tells what it and they opened", async () => {
    const told = await watchOpened(testedTrial(0, all, more));
    expect(told).toMatchObject({ files: 2, bytes: 52, driven: ["/", "health check", "tests: python -m pytest"] });
  });

  test("tells that they failed there", async () => {
    const told = await watchOpened(testedTrial(1, all, more));
    expect(told).toMatchObject({
      files: 2,
      driven: expect.arrayContaining([expect.stringMatching(/pytest, which ended with exit code 1$/)]),
    });
  });

  test.each<[string, Trial, RegExp]>([
    ["their image does not build", testedTrial(0, (name) => name !== "with-tests", more), /did not build/],
    ["more was opened than could be told", testedTrial(0, all, `${more}lost\n`), /more files were opened/],
  ])("says why they were not driven where %s, and keeps the rest", async (_, trial, why) => {
    expect(await watchOpened(trial)).toMatchObject({
      files: 1,
      driven: ["/", "health check"],
      how: expect.stringMatching(why),
    });
  });
});
