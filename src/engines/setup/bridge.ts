import { access } from "node:fs/promises";
import { SeaworthyError } from "../../core/errors/index.ts";
import type { Spawn } from "../../core/ports/process.ts";
import { ownBridge } from "./configuration.ts";
import type { EnginePaths } from "./paths.ts";

const exists = (name: string): Promise<boolean> =>
  access(`/sys/class/net/${name}`).then(
    () => true,
    () => false,
  );

/** Chooses `docker0` where nobody has it, else makes a bridge of our own, which dockerd will not do by itself under another name. */
export async function chooseBridge(paths: EnginePaths, spawn: Spawn, shared: boolean): Promise<"docker0" | "own"> {
  if (!shared && !(await exists("docker0"))) return "docker0";
  const { name, address } = ownBridge(paths);
  if (await exists(name)) return "own";
  const steps: readonly [string, ...string[]][] = [
    ["ip", "link", "add", "name", name, "type", "bridge"],
    ["ip", "addr", "add", address, "dev", name],
    ["ip", "link", "set", name, "up"],
  ];
  for (const argv of steps) {
    const output = await spawn({ argv, timeoutMs: 10_000 });
    if (output.exitCode === 0) continue;
    throw new SeaworthyError("engine-bridge-failed", {
      what: "the private engine has no network of its own",
      why: "the bridge docker0 belongs to another daemon, and another one could not be made",
      todo: "Use the other daemon (set DOCKER_HOST), or end it and try again.",
      tried: [`${argv.join(" ")}: ${output.stderr.trim()}`],
    });
  }
  return "own";
}

/** Takes our own bridge away again; it is no error where there is none. */
export async function removeBridge(paths: EnginePaths, spawn: Spawn): Promise<void> {
  const { name } = ownBridge(paths);
  if (await exists(name)) await spawn({ argv: ["ip", "link", "delete", name], timeoutMs: 10_000 });
}
