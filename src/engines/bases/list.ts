import { labels } from "../../core/labels.ts";
import type { Engine } from "../../core/ports/engine.ts";
import { standInFor } from "./catalogue.ts";
import { familiarName } from "./name.ts";

/** A stand-in as the engine holds it. */
export interface BaseRow {
  readonly references: readonly string[];
  readonly madeFrom: string;
  readonly hostCertificates: boolean;
  /** Bytes, with the layers that it shares with others. */
  readonly size: number;
}

/** The stand-ins that this engine holds, by name. Images built on them inherit their labels; their names tell them apart. */
export async function listBases(engine: Engine): Promise<readonly BaseRow[]> {
  const rows = new Map<string, BaseRow>();
  for (const { name } of await engine.list("image", { [labels.standIn]: "" })) {
    const image = await engine.image(name);
    const madeFrom = image?.labels[labels.standIn];
    if (image === null || madeFrom === undefined || image.tags.length === 0) continue;
    const references = image.tags.filter((tag) => standInFor(tag) !== null);
    if (references.length === 0) continue;
    rows.set(image.id, {
      references: [...references].sort(),
      madeFrom,
      hostCertificates: image.labels[labels.hostCertificates] === "true",
      size: image.size,
    });
  }
  return [...rows.values()].sort((a, b) => ((a.references[0] ?? "") < (b.references[0] ?? "") ? -1 : 1));
}

/** Removes stand-ins by name, all of them where none is given, and with them what no other image needs. Answers the names that are gone; real images are never touched. */
export async function removeBases(engine: Engine, references?: readonly string[]): Promise<readonly string[]> {
  const wanted = references === undefined ? null : new Set(references.map(familiarName));
  const gone: string[] = [];
  for (const row of await listBases(engine)) {
    for (const reference of row.references) {
      if (wanted !== null && !wanted.has(familiarName(reference))) continue;
      await engine.remove("image", reference);
      gone.push(reference);
    }
  }
  return gone;
}
