import type { Content, FinalView, ImageLayer, TarEntry } from "../formats/image-archive/index.ts";
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
    const kept = layers.map(() => 0);
    const keep = ({ layer, size }: Content): void => void (kept[layer] = (kept[layer] ?? 0) + size);
    // Hard links share one content, which counts once, and which may have lost the name that it came with.
    const linked = new Set<Content>();
    for (const { entry, content } of view.entries()) {
      if (content !== null && entry.type === "hardlink") linked.add(content);
    }
    for (const { entry, content } of view.entries()) {
      if (content === null || entry.type === "hardlink") continue;
      keep(content);
      linked.delete(content);
    }
    linked.forEach(keep);
    return layers.map((layer) => {
      const size = this.sizes[layer.index] ?? 0;
      return {
        digest: layer.digest,
        instruction: layer.instruction,
        size,
        files: this.files[layer.index] ?? 0,
        wastedBytes: size - (kept[layer.index] ?? 0),
      };
    });
  }
}
