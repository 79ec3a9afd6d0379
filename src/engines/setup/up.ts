import { chmod, mkdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { SeaworthyError } from "../../core/errors/index.ts";
import type { Spawn } from "../../core/ports/process.ts";
import { chooseBridge } from "./bridge.ts";
import { prepareClient } from "./client.ts";
import { daemonConfiguration } from "./configuration.ts";
import { findOurDaemon, otherDaemons } from "./daemon-process.ts";
import { endDaemon } from "./down.ts";
import { ensureDockerd } from "./install.ts";
import { launchDetached } from "./launch.ts";
import { withLock } from "./lock.ts";
import { endpointOf, enginePaths, type EnginePaths } from "./paths.ts";
import { answers, storageDriver } from "./ping.ts";

export interface UpOptions {
  readonly spawn: Spawn;
  /** True where the user agreed that packages are installed. */
  readonly mayInstall: boolean;
  readonly onProgress?: (line: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly uid?: number;
  /** Words before the daemon's own, such as `unshare --net` for a daemon in a network of its own. */
  readonly launcher?: readonly string[];
  readonly waitSeconds?: number;
}

export interface UpResult {
  readonly paths: EnginePaths;
  readonly endpoint: string;
  readonly pid: number;
  /** False where it was up already. */
  readonly started: boolean;
  /** What a person should know, such as a slow storage driver. */
  readonly notes: readonly string[];
}

async function lastWords(log: string): Promise<readonly string[]> {
  const lines = (await readFile(log, "utf8").catch(() => "")).trim().split("\n");
  const bad = lines.filter((line) => /level=(error|fatal)|^failed to|panic:/.test(line));
  return (bad.length > 0 ? bad : lines).slice(-5);
}

async function waitUntilUp(paths: EnginePaths, launched: number, options: UpOptions): Promise<number> {
  const began = performance.now();
  const limit = (options.waitSeconds ?? 60) * 1000;
  let told = 0;
  for (;;) {
    if (await answers(paths.socket, 1000)) {
      const pid = await findOurDaemon(paths);
      if (pid !== null) return pid;
    }
    const seconds = Math.floor((performance.now() - began) / 1000);
    const gone = (await findOurDaemon(paths)) === null && seconds >= 2 && !processExists(launched);
    if (gone || performance.now() - began > limit) {
      throw new SeaworthyError("engine-start-failed", {
        what: "the private engine did not start",
        why: gone ? "its daemon ended" : `it did not answer within ${limit / 1000} s`,
        todo: `Read ${paths.log}. Inside a container it needs to be a privileged one.`,
        tried: await lastWords(paths.log),
      });
    }
    if (seconds > told) options.onProgress?.(`waiting for the daemon, ${(told = seconds)} s`);
    await sleep(50);
  }
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function start(paths: EnginePaths, options: UpOptions): Promise<UpResult> {
  const dockerd = await ensureDockerd({
    spawn: options.spawn,
    mayInstall: options.mayInstall,
    onProgress: options.onProgress ?? (() => {}),
    uid: options.uid ?? process.getuid?.() ?? -1,
    path: options.environment["PATH"],
  });
  const notes: string[] = [];
  const launcher = options.launcher ?? [];
  const others = launcher.length > 0 ? [] : await otherDaemons(null);
  if (others.length > 0)
    notes.push(
      `another docker daemon runs on this machine (process ${others.join(", ")}); this one has a bridge of its own`,
    );
  const bridge = launcher.length > 0 ? "docker0" : await chooseBridge(paths, options.spawn, others.length > 0);
  await writeFile(paths.config, daemonConfiguration(paths, bridge));
  if ((await stat(paths.log).catch(() => null)) !== null) await truncate(paths.log, 0);
  options.onProgress?.("starting the daemon");
  const launched = await launchDetached(nonEmpty([...launcher, dockerd, `--config-file=${paths.config}`]), paths.log);
  const pid = await waitUntilUp(paths, launched, options);
  const driver = await storageDriver(paths.socket);
  if (driver === "vfs")
    notes.push(
      "the storage driver is vfs, because this file system has no overlay: images take more space and builds more time",
    );
  return { paths, endpoint: endpointOf(paths), pid, started: true, notes };
}

function nonEmpty(words: readonly string[]): [string, ...string[]] {
  const [first, ...rest] = words;
  if (first === undefined) throw new Error("no program to start");
  return [first, ...rest];
}

/**
 * Brings the private engine up and waits until it answers; the daemon lives on after this process. A second call finds it
 * up in milliseconds; concurrent calls wait for the first; a dead or hanging daemon is cleared away first. Throws SeaworthyError.
 */
export async function engineUp(options: UpOptions): Promise<UpResult> {
  const { environment } = options;
  const paths = enginePaths(environment);
  const present = async (): Promise<UpResult | null> => {
    const pid = await findOurDaemon(paths);
    if (pid === null || !(await answers(paths.socket))) return null;
    return { paths, endpoint: endpointOf(paths), pid, started: false, notes: [] };
  };
  const early = await present();
  if (early !== null) return early;
  await mkdir(paths.bin, { recursive: true });
  // Whoever reaches the socket is root on this machine.
  await chmod(paths.root, 0o700);
  return withLock(paths.lock, 180_000, async () => {
    const late = await present();
    if (late !== null) return late;
    if ((await findOurDaemon(paths)) !== null) options.onProgress?.("ending a daemon that does not answer");
    // Where there is none, this clears away what a killed one left: its containerd, its pid files, its bridge.
    await endDaemon(paths, options.spawn, 5);
    const result = await start(paths, options);
    const note = await prepareClient(paths, options.spawn, environment);
    return note === null ? result : { ...result, notes: [...result.notes, note] };
  });
}
