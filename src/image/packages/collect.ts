import { collect, type FinalView, type ImageLayer, type TarEntry } from "../../formats/image-archive/index.ts";
import type { Collector } from "../collector.ts";
import type { ImagePackage } from "./package.ts";
import { metadataReaders } from "./readers.ts";

interface Found extends ImagePackage {
  readonly ordinal: number;
}

/** Collects the packages of an image from their metadata. Ask {@link PackageCollector.packages} when all layers are read. */
export class PackageCollector implements Collector {
  private readonly found: Found[] = [];

  visit(layer: ImageLayer, entry: TarEntry, ordinal: number): ReturnType<Collector["visit"]> {
    if (entry.type !== "file") return null;
    const reader = metadataReaders.find((one) => one.path.test(entry.path));
    if (reader === undefined) return null;
    return collect(32 * 1024 * 1024, (bytes) => {
      for (const { name, version } of reader.read(new TextDecoder("utf-8").decode(bytes))) {
        this.found.push({ kind: reader.kind, name, version, path: entry.path, layer: layer.index, ordinal });
      }
    });
  }

  /** The packages that are still there in the end, by kind, name and path. */
  packages(view: FinalView): readonly ImagePackage[] {
    return this.found
      .filter((one) => {
        const content = view.get(one.path)?.content;
        return content?.layer === one.layer && content.ordinal === one.ordinal;
      })
      .map(({ kind, name, version, path, layer }) => ({ kind, name, version, path, layer }))
      .sort((a, b) => order(a.kind, b.kind) || order(a.name, b.name) || order(a.path, b.path));
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
