import type { ContentSink, ImageLayer, TarEntry } from "../formats/image-archive/index.ts";

/** One question that is answered while all layers are read once. */
export interface Collector {
  /** Called for each entry of each layer; answers what wants its content, or null. */
  visit(layer: ImageLayer, entry: TarEntry, ordinal: number, offset: number | null): ContentSink | null;
}

/** Hands one entry's content to everyone who asked for it. */
export function tee(sinks: readonly (ContentSink | null)[]): ContentSink | null {
  const wanted = sinks.filter((sink) => sink !== null);
  const [first, second] = wanted;
  if (first === undefined) return null;
  if (second === undefined) return first;
  return {
    get full() {
      return wanted.every((sink) => sink.full === true);
    },
    chunk: (bytes) => {
      for (const sink of wanted) sink.chunk(bytes);
    },
    end: () => {
      for (const sink of wanted) sink.end();
    },
  };
}
