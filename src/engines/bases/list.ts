import { labels } from "../../core/labels.ts";
import { standInFor } from "./catalogue.ts";
import type { Engine } from "../../core/ports/engine.ts";

/** A stand-in as the engine holds it. */
export interface BaseRow {
  readonly references: readonly string[];
  readonly madeFrom: string;
  readonly hostCertificates: boolean;
  /** Bytes, with the layers that it shares with others. */
  readonly size: number;
}

/** The stand-ins that this engine holds, by name. Images built on them carry their labels too, and are left out by their own names. */
export async function listBases(engine: Engine): Promise<readonly BaseRow[]> {
  const rows = new Map<string, BaseRow>();
  for (const { name } of await engine.list("image", { [labels.standIn]: "" })) {
    const image = await engine.image(name);
    const madeFrom = image?.labels[labels.standIn];
    if (image === null || madeFrom === undefined || image.tags.length === 0) continue;
    const references = image.tags.filter((tag) => standInFor(tag) !== null);
    if (references.length === 0) continue;
    rows.set(image.id, { references: [...references].sort(), madeFrom, hostCertificates: image.labels[labels.hostCertificates] === "true", size: image.size });
  }
  return [...rows.values()].sort((a, b) => ((a.references[0] ?? "") < (b.references[0] ?? "") ? -1 : 1));
}

/** Removes every stand-in's names, and with them what no other image needs. Answers the names that are gone. */
export async function removeBases(engine: Engine): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const row of await listBases(engine)) {
    for (const reference of row.references) {
      await engine.remove("image", reference);
      gone.push(reference);
    }
  }
  return gone;
}
