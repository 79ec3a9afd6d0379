import type { ContentSink, ImageLayer, TarEntry } from "../formats/image-archive/index.ts";

/** One question that is answered while all layers are read once. */
export interface Collector {
  /** Called for each entry of each layer; answers what wants its content, or null. */
  visit(layer: ImageLayer, entry: TarEntry, ordinal: number, offset: number | null): ContentSink | null;
}

/** Hands one entry's content to everyone who asked for it. */
export function tee(sinks: readonly (ContentSink | null)[]): ContentSink | null {
  let first: ContentSink | null = null;
  let others: ContentSink[] | null = null;
  // Called for every entry, and mostly nobody or one asks: no list is made for that.
  for (const sink of sinks) {
    if (sink === null) continue;
    if (first === null) first = sink;
    else if (others === null) others = [first, sink];
    else others.push(sink);
  }
  return others === null ? first : together(others);
}

function together(wanted: readonly ContentSink[]): ContentSink {
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
