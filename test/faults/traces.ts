import { readdirSync, readFileSync } from "node:fs";

import { labels } from "../../src/core/labels.ts";
import type { Engine, Resource } from "../../src/core/ports/engine.ts";
import { discoverEngine } from "../../src/engines/discover.ts";
import { owner } from "../../src/engines/owner.ts";
import { spawn } from "../spawn.ts";
import { hostFiles } from "../../src/host/files.ts";

/** The engine that the command line finds, too. */
export function findEngine(env: Readonly<Record<string, string | undefined>> = process.env): Promise<Engine> {
  return discoverEngine({ spawn, files: hostFiles(owner), env });
}

/** All that a process made in an engine and that is there still, by the label that names its owner: others' runs are not looked at. */
export async function leftIn(engine: Engine, pid: number): Promise<string[]> {
  const kinds: readonly Resource[] = ["container", "network", "volume", "image"];
  const found = await Promise.all(
    kinds.map(async (kind) =>
      (await engine.list(kind, { [labels.owner]: "" }))
        .filter((one) => one.labels[labels.owner]?.startsWith(`${pid}:`) === true)
        .map((one) => `${kind} ${one.name}`),
    ),
  );
  return found.flat();
}

/** Command lines of living processes that hold a word, such as a folder's path. */
export function processesWith(word: string): string[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    try {
      const line = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
      return line.includes(word) ? [`${name}: ${line}`] : [];
    } catch {
      return []; // It ended meanwhile.
    }
  });
}

/** Files and folders below one that was given to runs for their temporary files. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) => !/^seaworthy-\d+(?:\/(?:processes|starting))?$/.test(path),
  );
}
