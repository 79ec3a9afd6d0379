import { existsSync, readFileSync } from "node:fs";
import { programsOnPath } from "./programs-on-path.ts";
import { atLeast } from "./version.ts";

/** What podman must be told on this host: flags, and in words why. */
export interface PodmanHost {
  readonly global: readonly string[];
  readonly ulimits: readonly string[];
  readonly init: readonly string[];
  readonly systemd: boolean;
  readonly notes: readonly string[];
}

/** The facts that the flags follow from. A null limit means unlimited. */
export interface HostFacts {
  readonly rootless: boolean;
  readonly runtime: string;
  readonly hasRunc: boolean;
  /** Whether this process may raise hard limits (CAP_SYS_RESOURCE). */
  readonly mayRaise: boolean;
  readonly openFiles: number | null;
  readonly processes: number | null;
  /** Control groups v1 with controllers left in the v2 tree. */
  readonly hybridControllers: boolean;
  readonly cgroupV1: boolean;
  /** Podman 4, which tells of memory only under control groups v2; podman 5.4 was seen to tell it under both. */
  readonly podman4: boolean;
  readonly systemd: boolean;
  /** `own`, which podman finds by itself, another one's path, or null. */
  readonly init: string | null;
}

/** Podman asks for this many files and processes by default, as root. */
const wanted = 1_048_576;

export function podmanHost(facts: HostFacts): PodmanHost {
  const notes: string[] = [];
  const ulimits: string[] = [];
  if (!facts.rootless && !facts.mayRaise) {
    for (const [name, limit] of [
      ["nofile", facts.openFiles],
      ["nproc", facts.processes],
    ] as const) {
      if (limit !== null && limit < wanted) ulimits.push("--ulimit", `${name}=${limit}:${limit}`);
    }
    if (ulimits.length > 0)
      notes.push("ulimits are given within this host's hard limits, which podman's defaults exceed");
  }
  const global: string[] = [];
  if (facts.runtime === "crun" && facts.hybridControllers) {
    if (facts.hasRunc) {
      global.push("--runtime", "runc");
      notes.push("runc is used: crun refuses this host's hybrid control groups");
    } else {
      notes.push("crun refuses this host's hybrid control groups, and runc is not installed");
    }
  }
  if (!facts.systemd) notes.push("no systemd: health checks run when a container's state is asked for");
  if (facts.cgroupV1 && facts.podman4)
    notes.push("control groups v1: podman does not tell when the memory limit ended a container");
  if (facts.rootless && facts.cgroupV1)
    notes.push("rootless under control groups v1: no memory limit is kept and no container can be paused");
  if (facts.rootless)
    notes.push("rootless: containers reach the host as host.containers.internal, not by the gateway's address");
  const init = facts.init === null || facts.init === "own" ? ["--init"] : ["--init", "--init-path", facts.init];
  return { global, ulimits, init, systemd: facts.systemd, notes };
}

const ownInits = [
  "/usr/libexec/podman/catatonit",
  "/usr/bin/catatonit",
  "/usr/local/libexec/podman/catatonit",
  "/usr/lib/podman/catatonit",
];

export function readHostFacts(
  rootless: boolean,
  runtime: string,
  version: string,
  path: string | undefined,
): HostFacts {
  const limits = text("/proc/self/limits");
  const pidMax = Number(text("/proc/sys/kernel/pid_max")) || Number.POSITIVE_INFINITY;
  const processes = hardLimit(limits, "Max processes") ?? Number.POSITIVE_INFINITY;
  const capabilities = /^CapEff:\s*([0-9a-f]+)/m.exec(text("/proc/self/status"))?.[1];
  // It is mounted into the container alone, so it must be static: Debian's plain `tini` is not.
  const otherInit = ["docker-init", "tini-static"].flatMap((name) => programsOnPath(name, path))[0] ?? null;
  return {
    rootless,
    runtime,
    hasRunc: programsOnPath("runc", path).length > 0,
    mayRaise: capabilities === undefined || ((BigInt(`0x${capabilities}`) >> 24n) & 1n) === 1n,
    openFiles: hardLimit(limits, "Max open files"),
    // Podman 4.3 lowers its own limit to the highest pid, and cannot raise it again.
    processes: Math.min(processes, pidMax) === Number.POSITIVE_INFINITY ? null : Math.min(processes, pidMax),
    hybridControllers: text("/sys/fs/cgroup/unified/cgroup.controllers").trim() !== "",
    cgroupV1: existsSync("/sys/fs/cgroup/memory"),
    podman4: !atLeast(version, 5, 0),
    systemd: existsSync("/run/systemd/system"),
    init: ownInits.some((file) => existsSync(file)) ? "own" : otherInit,
  };
}

function hardLimit(limits: string, name: string): number | null {
  const value = new RegExp(`^${name}\\s+\\S+\\s+(\\d+)`, "m").exec(limits)?.[1];
  return value === undefined ? null : Number(value);
}

function text(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
