import type { Comparison, LayerFigure } from "../core/record.ts";
import type { ImageArchive } from "../formats/image-archive/index.ts";
import { LayerTable } from "./layer-table.ts";

/** One of the two images of a comparison. */
export interface Compared {
  readonly tag: string;
  readonly archive: ImageArchive;
}

/** Two saved images, layer by layer. Bytes are bytes of file content, as an engine counts an image's size. */
export async function compareArchives(multi: Compared, single: Compared): Promise<Comparison> {
  const [ofMulti, ofSingle] = [await figures(multi), await figures(single)];
  return { multi: ofMulti, single: ofSingle, ratio: ofSingle.bytes === 0 ? 1 : ofMulti.bytes / ofSingle.bytes };
}

async function figures({ tag, archive }: Compared): Promise<Comparison["multi"]> {
  const table = new LayerTable();
  const { view } = await archive.scan((layer, entry) => table.visit(layer, entry));
  const layers = table
    .rows(archive.layers, view)
    .map((row): LayerFigure => ({ instruction: row.instruction, bytes: row.size }));
  return {
    image: tag,
    digest: archive.manifest.imageId,
    bytes: layers.reduce((sum, layer) => sum + layer.bytes, 0),
    layers,
  };
}
