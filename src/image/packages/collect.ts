import type { InspectionGap } from "../../core/inspection.ts";
import {
  collect,
  type FinalView,
  type ImageArchive,
  type ImageLayer,
  type TarEntry,
} from "../../formats/image-archive/index.ts";
import type { Collector } from "../collector.ts";
import type { ImagePackage } from "./package.ts";
import { readerOf, rpmFolders, unreadDatabases } from "./readers.ts";
import { RpmDatabases } from "./rpm.ts";

const utf8 = new TextDecoder("utf-8");

interface Found extends ImagePackage {
  readonly ordinal: number;
}

/** Collects the packages of an image from their metadata. When all layers are read, ask {@link PackageCollector.complete}, then {@link PackageCollector.packages}. */
export class PackageCollector implements Collector {
  private readonly found: Found[] = [];
  private readonly rpm = new RpmDatabases();

  visit(layer: ImageLayer, entry: TarEntry, ordinal: number, offset: number | null): ReturnType<Collector["visit"]> {
    if (entry.type !== "file") return null;
    const rpm = this.rpm.visit(layer, entry, ordinal, offset);
    if (rpm !== undefined) return rpm;
    const reader = readerOf(entry.path);
    if (reader === null) return null;
    return collect(32 * 1024 * 1024, (bytes) => {
      for (const { name, version } of reader.read(utf8.decode(bytes))) {
        this.found.push({ kind: reader.kind, name, version, path: entry.path, layer: layer.index, ordinal });
      }
    });
  }

  /** Reads the databases that lie plain in the archive; answers what of the final image could not be read. */
  async complete(image: ImageArchive, view: FinalView): Promise<readonly InspectionGap[]> {
    const { copies, gaps } = await this.rpm.complete(image);
    for (const { packages, ...place } of copies) {
      for (const one of packages) this.found.push({ kind: "rpm", ...one, ...place });
    }
    return [...gaps.filter(({ where }) => where !== null && view.get(where)?.content != null), ...unreadPackages(view)];
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
function unreadPackages(view: FinalView): readonly InspectionGap[] {
  const gaps = new Map<string, InspectionGap>();
  for (const { path, content } of rpmFolders.flatMap((folder) => view.below(folder))) {
    const database = unreadDatabases.find((one) => one.path.test(path) && content !== null && content.size > 0);
    if (database !== undefined) gaps.set(database.what, { code: "packages-unread", what: database.what, where: path });
  }
  return [...gaps.values()];
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
