import type { FinalView, ImageLayer, TarEntry } from "../formats/image-archive/index.ts";
import type { Collector } from "./collector.ts";

/** One layer as `inspect` shows it. Bytes are bytes of file content. */
export interface LayerRow {
  readonly digest: string;
  readonly instruction: string;
  readonly size: number;
  readonly files: number;
  /** Bytes that a flattened image would save: content that a later entry deleted or replaced. */
  readonly wastedBytes: number;
}

/** Counts content per layer and, against the merged view, what of it is still there. */
export class LayerTable implements Collector {
  private readonly sizes: number[] = [];
  private readonly files: number[] = [];

  visit(layer: ImageLayer, entry: TarEntry): null {
    if (entry.type !== "file") return null;
    this.sizes[layer.index] = (this.sizes[layer.index] ?? 0) + entry.size;
    this.files[layer.index] = (this.files[layer.index] ?? 0) + 1;
    return null;
  }

  rows(layers: readonly ImageLayer[], view: FinalView): readonly LayerRow[] {
    const alive = new Map<number, Map<number, number>>();
    for (const { content } of view.entries()) {
      if (content === null) continue;
      const ofLayer = alive.get(content.layer) ?? new Map<number, number>();
      // Hard links share one content: by its ordinal it counts once.
      ofLayer.set(content.ordinal, content.size);
      alive.set(content.layer, ofLayer);
    }
    return layers.map((layer) => {
      const size = this.sizes[layer.index] ?? 0;
      const kept = [...(alive.get(layer.index)?.values() ?? [])].reduce((sum, bytes) => sum + bytes, 0);
      return {
        digest: layer.digest,
        instruction: layer.instruction,
        size,
        files: this.files[layer.index] ?? 0,
        wastedBytes: size - kept,
      };
    });
  }
}
