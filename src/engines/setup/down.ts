import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { SeaworthyError } from "../../core/errors/index.ts";
import type { Spawn } from "../../core/ports/process.ts";
import { removeBridge } from "./bridge.ts";
import { containerdPidFile, findOurContainerd, findOurDaemon } from "./daemon-process.ts";
import { withLock } from "./lock.ts";
import { unmountBelow } from "./mounts.ts";
import { endpointOf, enginePaths, type EnginePaths } from "./paths.ts";
import { answers } from "./ping.ts";

async function waitUntilGone(find: () => Promise<number | null>, seconds: number): Promise<boolean> {
  const until = performance.now() + seconds * 1000;
  while ((await find()) !== null) {
    if (performance.now() > until) return false;
    await sleep(50);
  }
  return true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

async function end(find: () => Promise<number | null>, graceSeconds: number): Promise<void> {
  for (const [name, seconds] of [
    ["SIGTERM", graceSeconds],
    ["SIGKILL", 10],
  ] as const) {
    const pid = await find();
    if (pid === null) return;
    signal(pid, name);
    if (await waitUntilGone(find, seconds)) return;
  }
  const pid = await find();
  throw new SeaworthyError("engine-stop-failed", {
    what: "the private engine did not end",
    why: `process ${pid} is still there after SIGTERM and SIGKILL`,
    todo: `End process ${pid} by hand.`,
  });
}

/** Ends the private daemon and what it started, and clears its socket, pid file and bridge away. Images and volumes stay. */
export async function endDaemon(paths: EnginePaths, spawn: Spawn, graceSeconds: number): Promise<void> {
  await end(() => findOurDaemon(paths), graceSeconds);
  await end(() => findOurContainerd(paths), 5);
  // A next daemon would wait for the process in this file, even for one that is only not yet reaped.
  await rm(containerdPidFile(paths), { force: true });
  await rm(paths.socket, { force: true });
  await rm(paths.pid, { force: true });
  await removeBridge(paths, spawn);
}

export interface EngineState {
  readonly paths: EnginePaths;
  readonly endpoint: string;
  /** `up` answers · `hanging` has a process that does not answer · `down` has none. */
  readonly state: "up" | "hanging" | "down";
  readonly pid: number | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What the private engine is doing now. Never throws for a daemon in a bad state. */
export async function engineStatus(environment: Environment): Promise<EngineState> {
  const paths = enginePaths(environment);
  const pid = await findOurDaemon(paths);
  const state = pid === null ? "down" : (await answers(paths.socket)) ? "up" : "hanging";
  return { paths, endpoint: endpointOf(paths), state, pid };
}

/** Ends exactly the private engine and waits until it is gone; answers false where it was down already. */
export async function engineDown(options: {
  spawn: Spawn;
  environment: Environment;
  graceSeconds?: number;
}): Promise<boolean> {
  const paths = enginePaths(options.environment);
  if ((await findOurDaemon(paths)) === null && (await findOurContainerd(paths)) === null) return false;
  await withLock(paths.lock, 60_000, async () => {
    await endDaemon(paths, options.spawn, options.graceSeconds ?? 30);
    await unmountBelow(paths.root, options.spawn);
  });
  return true;
}
