import { mkdir, readdir, readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Engine } from "../../src/core/ports/engine.ts";
import { inEngineShell, type Ran, type RunOptions, seaworthy } from "../run.ts";
import { smallService, smallServer, temporary } from "./app.ts";
import { filesBelow, findEngine, leftIn, processesWith } from "./traces.ts";

/** Listens a second late, so that its containers are surely there for as long as a signal takes. */
const late = smallServer.replace(/^server\.listen.*$/m, (line) => `setTimeout(() => ${line.replace(";", "")}, 1000);`);

// One folder for all: the image is built once, and then each step takes as long as it must.
let folder = "";
let app = "";
let remove = async (): Promise<void> => {};
let engine: Engine;
let env: Record<string, string> = {};

beforeAll(async () => {
  ({ path: folder, remove } = await temporary("interrupted"));
  app = `${folder}/small`;
  await mkdir(`${folder}/tmp`);
  await mkdir(app);
  await smallService(app, { "server.js": late });
  env = { TMPDIR: `${folder}/tmp` };
  engine = await findEngine();
  expect((await loop()).exitCode).toBe(0);
});
afterAll(async () => {
  await inEngineShell("docker rmi -f small:latest >/dev/null 2>&1 || true");
  await remove();
});

function loop(options: RunOptions = {}): Promise<Ran> {
  return seaworthy(["--yes", "--only", "starts", app], { ...options, env });
}

/** Nothing of a run is left: not in the engine, not among the processes, not on the disk. */
async function expectGone({ pid }: Ran): Promise<void> {
  expect(await leftIn(engine, pid)).toEqual([]);
  expect(processesWith(folder)).toEqual([]);
  expect(filesBelow(`${folder}/tmp`)).toEqual([]);
}

/**
 * What is on the screen when a step is under way; null is the process' start. The first steps are over in a blink, so that
 * their moment is the one before. "up" waits for a container of the run.
 */
const steps: readonly (readonly [step: string, seen: RegExp | null, after: number | "up"])[] = [
  ["start", null, 60],
  ["detect", null, 250],
  ["generate", /✓ detect/, 0],
  ["rate", /✓ generate/, 0],
  ["bases", /… bases/, 0],
  ["build", /… build small/, 0],
  ["run", /✓ build small/, 0],
  ["run, its container up", /✓ build small/, "up"],
  ["prove", /… prove small/, 0],
  ["prove, its containers up", /… prove small/, "up"],
  ["compare", /… compare small/, 0],
  ["record", /✓ compare small/, 0],
];

function signalAt(seen: RegExp | null, signal: NodeJS.Signals, after: number | "up"): RunOptions {
  const when = seen === null ? null : (printed: string): boolean => seen.test(printed);
  if (after !== "up") return { signalWhen: { when, signal, afterMs: after } };
  const until = async (pid: number): Promise<boolean> =>
    (await leftIn(engine, pid)).some((one) => one.startsWith("container "));
  return { signalWhen: { when, signal, until } };
}

describe("Ctrl-C", () => {
  it.each(steps)("at %s: what the run made is gone when it ends", async (step, seen, after) => {
    const ran = await loop(signalAt(seen, "SIGINT", after));
    // At its start a process does not listen yet; and the last step may be over before the signal is there.
    if (step === "start") expect([ran.signal, ran.exitCode]).toContainEqual(ran.signal === null ? 130 : "SIGINT");
    else expect([130, ...(step === "record" ? [0] : [])], ran.stderr).toContain(ran.exitCode);
    if (ran.exitCode === 130) expect(ran.stderr).toContain("cancelled; what the run had made was removed");
    await expectGone(ran);
  });
});

describe("SIGKILL", () => {
  it.each(steps)("at %s: what the run made is gone when the next one ends", async (step, seen, after) => {
    const killed = await loop(signalAt(seen, "SIGKILL", after));
    if (step !== "record") expect(killed.signal).toBe("SIGKILL");
    // Were nothing left by a killed run, this would show nothing.
    if (step === "prove, its containers up") expect(await leftIn(engine, killed.pid)).not.toEqual([]);
    const next = await seaworthy(["down", app], { env });
    expect(next.exitCode, next.stderr).toBe(0);
    await expectGone(killed);
  });
});

describe.each(["SIGTERM", "SIGHUP"] as const)("%s", (signal) => {
  it("in the middle of the proofs: what the run made is gone when it ends", async () => {
    const ran = await loop(signalAt(/… prove small/, signal, "up"));
    expect(ran.exitCode, ran.stderr).toBe(130);
    await expectGone(ran);
  });
});

describe("fix", () => {
  const naive = "FROM node:20-bookworm\nCOPY . .\nRUN npm ci\nCMD npm start\n";
  const moments: readonly (readonly [signal: "SIGINT" | "SIGKILL", seen: RegExp, after: number | "up"])[] = [
    ["SIGINT", /✓ bases/, 300],
    ["SIGINT", /… prove fix/, "up"],
    ["SIGKILL", /✓ bases/, 300],
    ["SIGKILL", /… prove fix/, "up"],
  ];

  it.each(moments)("%s after %s: the file is as it was, and nothing is left", async (signal, seen, after) => {
    const fixed = `${folder}/fix`;
    await mkdir(fixed, { recursive: true });
    await smallService(fixed, { "server.js": late, Dockerfile: naive });
    const ran = await seaworthy(["fix", "--prove", "--yes", fixed], { ...signalAt(seen, signal, after), env });
    if (signal === "SIGINT") expect(ran.exitCode, ran.stderr).toBe(130);
    else expect(ran.signal, ran.stderr).toBe(signal);
    expect(await readFile(`${fixed}/Dockerfile`, "utf8")).toBe(naive);
    expect((await readdir(fixed)).sort()).toEqual(["Dockerfile", "package-lock.json", "package.json", "server.js"]);
    if (signal === "SIGKILL") await seaworthy(["down", fixed], { env });
    await expectGone(ran);
  });
});

/** Why podman cannot be asked here; null where it can. */
const withoutPodman = await findEngine({ ...process.env, SEAWORTHY_ENGINE: "podman" }).then(
  () => null,
  (error: unknown) => String(error),
);

describe.skipIf(withoutPodman !== null)("on podman", () => {
  it.each(["SIGINT", "SIGKILL"] as const)("%s in the middle of the proofs leaves nothing", async (signal) => {
    const podman = { ...env, SEAWORTHY_ENGINE: "podman" };
    const there = await findEngine({ ...process.env, SEAWORTHY_ENGINE: "podman" });
    const until = async (pid: number): Promise<boolean> => (await leftIn(there, pid)).join().includes("container ");
    const signalWhen = { when: (printed: string) => printed.includes("… prove small"), signal, until };
    const ran = await seaworthy(["--yes", "--only", "starts", app], { env: podman, signalWhen });
    expect(signal === "SIGINT" ? ran.exitCode : ran.signal, ran.stderr).toBe(signal === "SIGINT" ? 130 : signal);
    if (signal === "SIGKILL") await seaworthy(["down", app], { env: podman });
    expect(await leftIn(there, ran.pid)).toEqual([]);
    expect(processesWith(folder)).toEqual([]);
    // Podman's own cache of RUN --mount=type=cache lies there, and is no trace of a run.
    const files = filesBelow(`${folder}/tmp`).filter((path) => !path.startsWith("buildah-cache"));
    expect(files).toEqual([]);
  });
});
