import type { InspectionGap } from "../../core/inspection.ts";
import { collect, type FinalView, type ImageLayer, type TarEntry } from "../../formats/image-archive/index.ts";
import type { Collector } from "../collector.ts";
import type { ImagePackage } from "./package.ts";
import { metadataReaders, unreadDatabases } from "./readers.ts";

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
    const left = this.found.filter((one) => {
      const content = view.get(one.path)?.content;
      return content?.layer === one.layer && content.ordinal === one.ordinal;
    });
    const history = this.history();
    return left
      .map(({ kind, name, version, path, layer }) => {
        return { kind, name, version, path, layer: broughtBy(history.get(path) ?? [], name, version, layer) };
      })
      .toSorted((a, b) => order(a.kind, b.kind) || order(a.name, b.name) || order(a.path, b.path));
  }

  /** By path, what each layer's copy of a metadata file lists. */
  private history(): ReadonlyMap<string, readonly (readonly [number, ReadonlySet<string>])[]> {
    const versions = new Map<string, Map<number, Set<string>>>();
    for (const { path, layer, name, version } of this.found) {
      const ofPath = versions.get(path) ?? new Map<number, Set<string>>();
      versions.set(path, ofPath.set(layer, (ofPath.get(layer) ?? new Set()).add(`${name} ${version}`)));
    }
    return new Map([...versions].map(([path, ofPath]) => [path, [...ofPath]]));
  }
}

/** A database is written anew by each layer that installs something: a package came with the first copy since which all list it. */
function broughtBy(
  copies: readonly (readonly [number, ReadonlySet<string>])[],
  name: string,
  version: string,
  last: number,
): number {
  let layer = last;
  for (const [index, listed] of copies.toReversed()) {
    if (index > last) continue;
    if (!listed.has(`${name} ${version}`)) break;
    layer = index;
  }
  return layer;
}

/** Databases that are there and not read. */
export function unreadPackages(view: FinalView): readonly InspectionGap[] {
  const gaps = new Map<string, InspectionGap>();
  for (const { path, content } of view.entries()) {
    if (content === null) continue;
    const database = unreadDatabases.find((one) => one.path.test(path));
    if (database !== undefined) gaps.set(database.what, { code: "packages-unread", what: database.what, where: path });
  }
  return [...gaps.values()];
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
