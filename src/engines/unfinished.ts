import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { labels } from "../core/labels.ts";
import type { Engine, Resource } from "../core/ports/engine.ts";
import { ownFolder } from "./own-folder.ts";
import { ownerIsAlive, ownerToken } from "./owner.ts";

/**
 * Notes that a run has begun to start things that are to stay; answers what takes the note away once they all run. A run
 * that is killed in between leaves the note, and so a later one knows that they are no whole stack. Best effort.
 */
export function noteUnfinished(run: string): () => void {
  const folder = ownFolder("starting");
  if (folder === null) return () => {};
  const note = join(folder, encodeURIComponent(ownerToken()));
  try {
    writeFileSync(note, run);
  } catch {
    return () => {};
  }
  return () => rmSync(note, { force: true });
}

/** Removes what dead runs had begun to start and not finished, with all that they made for it. */
export async function removeUnfinished(engine: Engine): Promise<void> {
  const folder = ownFolder("starting");
  if (folder === null) return;
  for (const name of readdirSync(folder)) {
    if (ownerIsAlive(decodeURIComponent(name))) continue;
    const note = join(folder, name);
    const wanted = { [labels.run]: readFileSync(note, "utf8"), [labels.life]: "kept" };
    const kinds: readonly Resource[] = ["container", "network", "volume"];
    for (const kind of kinds) {
      for (const one of await engine.list(kind, wanted)) await engine.remove(kind, one.name);
    }
    rmSync(note, { force: true });
  }
}
