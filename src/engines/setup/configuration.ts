import { createHash } from "node:crypto";
import type { EnginePaths } from "./paths.ts";

/**
 * A bridge of our own, where another daemon may hold docker0: its name (15 bytes at most) and address. Both come from the
 * engine's folder, so that the engines of two users never share one.
 */
export function ownBridge(paths: EnginePaths): { readonly name: string; readonly address: string } {
  const hash = createHash("sha256").update(paths.root).digest();
  return { name: `seaw-${hash.toString("hex", 0, 4)}`, address: `10.213.${(hash[4] ?? 0) % 128}.1/24` };
}

/** The daemon's configuration. Everything that it writes lies under the engine's folder. */
export function daemonConfiguration(paths: EnginePaths, bridge: "docker0" | "own"): string {
  const told = {
    hosts: [`unix://${paths.socket}`],
    "data-root": paths.data,
    "exec-root": paths.exec,
    pidfile: paths.pid,
    features: { buildkit: true },
    builder: { gc: { enabled: true, defaultKeepStorage: "20GB" } },
    "log-driver": "json-file",
    "log-opts": { "max-size": "20m", "max-file": "2" },
    // Out of the way of 172.17.0.0/16 and its neighbours, which other daemons, virtual networks and offices use.
    "default-address-pools": [{ base: "10.213.128.0/17", size: 24 }],
    ...(bridge === "own" ? { bridge: ownBridge(paths).name } : {}),
  };
  return `${JSON.stringify(told, null, 2)}\n`;
}
