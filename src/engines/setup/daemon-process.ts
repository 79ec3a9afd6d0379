import { readFile, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import type { EnginePaths } from "./paths.ts";

/** The command line of a process, or null where there is none. A zombie has an empty one and counts as none. */
async function commandLine(pid: number): Promise<readonly string[] | null> {
  const text = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return text === "" ? null : text.split("\0").filter((word) => word !== "");
}

/** Whether a process is the private engine's daemon. A recycled pid is told from it by its command line. */
export async function isOurDaemon(pid: number, paths: EnginePaths): Promise<boolean> {
  const words = await commandLine(pid);
  return (
    words !== null &&
    words.some((word) => /(^|\/)dockerd$/.test(word)) &&
    words.includes(`--config-file=${paths.config}`)
  );
}

/** The pid of the private engine's daemon, or null: by its pid file, else by looking through /proc for one whose pid file is lost. */
export async function findOurDaemon(paths: EnginePaths): Promise<number | null> {
  const told = Number.parseInt(await readFile(paths.pid, "utf8").catch(() => ""), 10);
  if (told > 0 && (await isOurDaemon(told, paths))) return told;
  for (const entry of await readdir("/proc").catch(() => [])) {
    const pid = Number(entry);
    // A wrapper such as unshare carries the same words; the daemon is the one whose own name it is.
    if (Number.isInteger(pid) && (await isOurDaemon(pid, paths)) && (await ownName(pid)) === "dockerd") return pid;
  }
  return null;
}

export function containerdPidFile(paths: EnginePaths): string {
  return join(paths.exec, "containerd", "containerd.pid");
}

/** The containerd that the private daemon started, which outlives a daemon that was killed. */
export async function findOurContainerd(paths: EnginePaths): Promise<number | null> {
  const pid = Number.parseInt(await readFile(containerdPidFile(paths), "utf8").catch(() => ""), 10);
  const words = pid > 0 ? await commandLine(pid) : null;
  return words?.some((word) => word.startsWith(`${paths.exec}/containerd/`)) === true ? pid : null;
}

async function ownName(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "")).trim();
}

/** Other docker daemons in this network namespace: two of them share the firewall's chains and the bridge docker0. */
export async function otherDaemons(ours: number | null): Promise<readonly number[]> {
  const here = await readlink("/proc/self/ns/net").catch(() => "");
  const others: number[] = [];
  for (const entry of await readdir("/proc").catch(() => [])) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === ours || (await ownName(pid)) !== "dockerd") continue;
    if ((await readlink(`/proc/${pid}/ns/net`).catch(() => here)) === here) others.push(pid);
  }
  return others;
}
