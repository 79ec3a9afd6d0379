import type { InspectionGap } from "../../core/inspection.ts";
import { readFrom, readThrough } from "../../formats/byte-ranges/index.ts";
import {
  collect,
  type ContentSink,
  type ImageArchive,
  type ImageLayer,
  type TarEntry,
} from "../../formats/image-archive/index.ts";
import {
  DamagedRpmDatabase,
  DamagedRpmHeader,
  type RpmDatabaseForm,
  type RpmPackage,
  rpmPackages,
} from "../../formats/rpm/index.ts";
import { DamagedSqlite } from "../../formats/sqlite/index.ts";
import type { NameVersion } from "./readers.ts";

/** One layer's copy of the database. */
export interface RpmCopy {
  readonly path: string;
  readonly layer: number;
  readonly ordinal: number;
  readonly packages: readonly NameVersion[];
}

interface Plain {
  readonly form: RpmDatabaseForm;
  readonly entry: TarEntry;
  readonly layer: number;
  readonly ordinal: number;
  readonly offset: number;
}

/** By path: nearly every file of an image is asked for. */
const forms: ReadonlyMap<string, RpmDatabaseForm> = new Map(
  ["var/lib/rpm", "usr/lib/sysimage/rpm"].flatMap((folder): readonly (readonly [string, RpmDatabaseForm])[] => [
    [`${folder}/rpmdb.sqlite`, "sqlite"],
    [`${folder}/Packages`, "berkeley"],
    [`${folder}/Packages.db`, "ndb"],
  ]),
);
/** In a compressed layer the database has to be kept whole to be read here and there. */
const largestKept = 128 * 1024 * 1024;
/** Pages are small and lie near each other: so much is read at a time. */
const window = 256 * 1024;

/**
 * Reads rpm's databases: of a plain layer afterwards, where they lie, of a compressed one while it passes. Ask
 * {@link RpmDatabases.complete} when all layers are read.
 */
export class RpmDatabases {
  private readonly plain: Plain[] = [];
  private readonly copies: RpmCopy[] = [];
  private readonly gaps: InspectionGap[] = [];

  /** What wants the entry's content; null where nobody does, undefined where it is no database of rpm. */
  visit(layer: ImageLayer, entry: TarEntry, ordinal: number, offset: number | null): ContentSink | null | undefined {
    const form = forms.get(entry.path);
    if (form === undefined) return undefined;
    // An empty one was begun and never written to. (SQLite's has a schema from its first moment.)
    if (entry.size === 0 && form !== "sqlite") return null;
    if (offset !== null && !entry.sparse) {
      this.plain.push({ form, entry, layer: layer.index, ordinal, offset });
      return null;
    }
    if (entry.size > largestKept) {
      this.gap(entry.path, "it is too large to be read from a compressed layer");
      return null;
    }
    return collect(largestKept, (bytes) => {
      try {
        this.take(entry.path, layer.index, ordinal, readFrom(bytes, rpmPackages(form, bytes.length)));
      } catch (error) {
        this.gap(entry.path, whyDamaged(error));
      }
    });
  }

  /** What each layer's copy lists, and what could not be read. */
  async complete(
    image: ImageArchive,
  ): Promise<{ readonly copies: readonly RpmCopy[]; readonly gaps: readonly InspectionGap[] }> {
    for (const { form, entry, layer, ordinal, offset } of this.plain.splice(0)) {
      const read = windowed((from, length) => image.readAt(offset + from, length), entry.size);
      try {
        this.take(entry.path, layer, ordinal, await readThrough(read, rpmPackages(form, entry.size)));
      } catch (error) {
        this.gap(entry.path, whyDamaged(error));
      }
    }
    return { copies: this.copies, gaps: this.gaps };
  }

  private take(path: string, layer: number, ordinal: number, found: readonly RpmPackage[]): void {
    const packages = found.map(({ name, version, release, epoch }) => {
      return { name, version: `${epoch === null || epoch === 0 ? "" : `${epoch}:`}${version}-${release}` };
    });
    this.copies.push({ path, layer, ordinal, packages });
  }

  private gap(path: string, why: string): void {
    const what = `The database of rpm cannot be read, and its packages are missing here: ${why}.`;
    this.gaps.push({ code: "packages-unread", what, where: path });
  }
}

/**
 * Reads ahead, and keeps what was read last. Pages that were given back are used again in the other direction, so a step
 * back reads what lies before as well. Who jumps about makes most of that useless: when four times the file was read,
 * only what is asked for is.
 */
function windowed(
  read: (offset: number, length: number) => Promise<Uint8Array>,
  size: number,
): (offset: number, length: number) => Promise<Uint8Array> {
  let from = 0;
  let kept = new Uint8Array();
  let left = 4 * size;
  return async (offset, length) => {
    if (offset >= size) return new Uint8Array();
    const end = Math.min(offset + length, size);
    if (offset < from || end > from + kept.length) {
      const ahead = left > 0;
      from = ahead && offset < from ? offset - (offset % window) : offset;
      kept = (await read(from, (ahead ? Math.min(Math.max(end, from + window), size) : end) - from)).slice();
      left -= kept.length;
    }
    return kept.subarray(offset - from, end - from);
  };
}

function whyDamaged(error: unknown): string {
  const known = [DamagedRpmDatabase, DamagedSqlite, DamagedRpmHeader].some((kind) => error instanceof kind);
  if (known && error instanceof Error) return error.message;
  throw error;
}
