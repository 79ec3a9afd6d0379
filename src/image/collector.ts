import type { ContentSink, ImageLayer, TarEntry } from "../formats/image-archive/index.ts";

/** One question that is answered while all layers are read once. */
export interface Collector {
  /** Called for each entry of each layer; answers what wants its content, or null. */
  visit(layer: ImageLayer, entry: TarEntry, ordinal: number, offset: number | null): ContentSink | null;
}

/** Hands an entry's content to everyone who asks for it. Entries pass one at a time, so one object does for all of them. */
export class Tee implements ContentSink {
  private readonly collectors: readonly Collector[];
  private wanted: ContentSink[] = [];

  constructor(collectors: readonly Collector[]) {
    this.collectors = collectors;
  }

  /** Asks everyone; answers what wants the content, or null. */
  visit(layer: ImageLayer, entry: TarEntry, ordinal: number, offset: number | null): ContentSink | null {
    this.wanted.length = 0;
    for (const one of this.collectors) {
      const sink = one.visit(layer, entry, ordinal, offset);
      if (sink !== null) this.wanted.push(sink);
    }
    const [first = null] = this.wanted;
    return this.wanted.length > 1 ? this : first;
  }

  get full(): boolean {
    for (const sink of this.wanted) if (sink.full !== true) return false;
    return true;
  }

  chunk(bytes: Uint8Array): void {
    for (const sink of this.wanted) sink.chunk(bytes);
  }

  end(): void {
    for (const sink of this.wanted) sink.end();
  }
}
