import { SeaworthyError } from "../core/errors/index.ts";
import type { Engine } from "../core/ports/engine.ts";
import type { Comparison, LayerFigure } from "../core/record.ts";
import { type ImageArchive, instructionText } from "../formats/image-archive/index.ts";
import { LayerTable } from "./layer-table.ts";

/** One of the two images of a comparison. */
export interface Compared {
  readonly tag: string;
  readonly archive: ImageArchive;
}

/**
 * Two images of an engine, layer by layer, as the engine counts them: no copy is made.
 * @throws SeaworthyError image-missing
 */
export async function compareImages(engine: Pick<Engine, "image" | "history">, multi: string, single: string): Promise<Comparison> {
  const [ofMulti, ofSingle] = [await told(engine, multi), await told(engine, single)];
  return { multi: ofMulti, single: ofSingle, ratio: ofSingle.bytes === 0 ? 1 : ofMulti.bytes / ofSingle.bytes };
}

async function told(engine: Pick<Engine, "image" | "history">, tag: string): Promise<Comparison["multi"]> {
  const image = await engine.image(tag);
  if (image === null) {
    throw new SeaworthyError("image-missing", { what: `There is no image ${tag}.`, why: "The engine does not know it.", todo: "Build it first." });
  }
  const rows = (await engine.history(tag)).filter((row) => row.size > 0);
  const layers = rows.map((row): LayerFigure => ({ instruction: instructionText(row.createdBy), bytes: row.size }));
  return { image: tag, digest: image.id, bytes: image.size, layers };
}

/** Two saved images, layer by layer. Bytes are bytes of file content, as an engine counts an image's size. */
export async function compareArchives(multi: Compared, single: Compared): Promise<Comparison> {
  const [ofMulti, ofSingle] = [await figures(multi), await figures(single)];
  return { multi: ofMulti, single: ofSingle, ratio: ofSingle.bytes === 0 ? 1 : ofMulti.bytes / ofSingle.bytes };
}

async function figures({ tag, archive }: Compared): Promise<Comparison["multi"]> {
  const table = new LayerTable();
  const { view } = await archive.scan((layer, entry) => table.visit(layer, entry));
  const layers = table.rows(archive.layers, view).map((row): LayerFigure => ({ instruction: row.instruction, bytes: row.size }));
  return { image: tag, digest: archive.manifest.imageId, bytes: layers.reduce((sum, layer) => sum + layer.bytes, 0), layers };
}
