import type { InspectionGap } from "../../core/inspection.ts";
import { readFrom, readThrough } from "../../formats/byte-ranges/index.ts";
import { DamagedElf } from "../../formats/elf/index.ts";
import type {
  ContentSink,
  FinalEntry,
  FinalView,
  ImageArchive,
  ImageLayer,
  TarEntry,
} from "../../formats/image-archive/index.ts";
import { DamagedZip } from "../../formats/zip/index.ts";
import type { Collector } from "../collector.ts";
import { contentKey } from "../content-key.ts";
import { type Examined, examine, type ProgramKind, shebang } from "./examine.ts";
import { FirstBytes } from "./first-bytes.ts";

/** A program, library, script or Java archive that is in the image in the end. */
export interface Program extends Examined {
  readonly final: FinalEntry;
  /** A script's interpreter and its argument. */
  readonly script: readonly [string, string] | null;
}

interface Seen {
  readonly kind: ProgramKind;
  readonly head: Uint8Array;
  /** What was read of a file in a compressed layer, while it passed. */
  readonly examined: Examined | string | null;
}

/** In a compressed layer a file has to be kept whole to be read here and there. */
const largestKept = 64 * 1024 * 1024;
const none = new Uint8Array();
const nothing: Examined = { elf: null, packages: [] };

/**
 * Notices programs by their first bytes while the layers pass. Where they lie plain in the archive, their headers are
 * read afterwards, and only of those that are left in the end; in compressed layers they are read while they pass.
 */
export class ProgramCollector implements Collector {
  private readonly seen = new Map<number, Seen>();
  private readonly plain = new FirstBytes(({ entry, key, kind, head }) => {
    if (kind !== "script" || (entry.mode & 0o111) !== 0) this.seen.set(key, { kind, head, examined: null });
  });
  private readonly packed = new FirstBytes();

  visit(layer: ImageLayer, entry: TarEntry, ordinal: number, offset: number | null): ContentSink | null {
    if (entry.type !== "file" || entry.size < 4) return null;
    const key = contentKey(layer.index, ordinal);
    return offset === null ? this.whileItPasses(entry, key) : this.plain.begin(entry, key);
  }

  private whileItPasses(entry: TarEntry, key: number): ContentSink {
    const first = this.packed.begin(entry, key);
    const readable = !entry.sparse && entry.size <= largestKept;
    const kept: Uint8Array[] = [];
    return {
      get full() {
        return first.kind === null || first.kind === "script";
      },
      chunk: (bytes) => {
        first.chunk(bytes);
        if (readable && first.kind !== null && first.kind !== "script") kept.push(bytes.slice());
      },
      end: () => {
        const { kind, head } = first;
        if (kind === null || kind === undefined) return;
        if (kind === "script") {
          if ((entry.mode & 0o111) !== 0) this.seen.set(key, { kind, head, examined: null });
          return;
        }
        const examined = readable ? inMemory(kind, entry.path, kept) : "it is too large or has holes";
        this.seen.set(key, { kind, head: none, examined });
      },
    };
  }

  /** Reads the headers of what is left in the end. What is damaged is told, and passed over. */
  async programs(
    image: ImageArchive,
    view: FinalView,
  ): Promise<{ readonly programs: readonly Program[]; readonly gaps: readonly InspectionGap[] }> {
    const programs: Program[] = [];
    const gaps: InspectionGap[] = [];
    let batch: Promise<Program | InspectionGap>[] = [];
    const settle = async (): Promise<void> => {
      for (const one of await Promise.all(batch)) {
        if ("final" in one) programs.push(one);
        else gaps.push(one);
      }
      batch = [];
    };
    for (const final of view.entries()) {
      const { content } = final;
      const seen = content === null ? undefined : this.seen.get(contentKey(content.layer, content.ordinal));
      if (seen === undefined) continue;
      batch.push(programOf(image, final, seen));
      // Several reads at a time: each is short, and most of it is waiting.
      if (batch.length >= 32) await settle();
    }
    await settle();
    return { programs, gaps };
  }
}

async function programOf(image: ImageArchive, final: FinalEntry, seen: Seen): Promise<Program | InspectionGap> {
  if (seen.kind === "script") return { ...nothing, final, script: shebang(seen.head) };
  const examined = seen.examined ?? (await whereItLies(image, seen.kind, final, seen.head));
  if (typeof examined !== "string") return { ...examined, final, script: null };
  const [code, what] = seen.kind === "elf" ? ["elf", "a program or library"] : ["jar", "a Java archive"];
  return {
    code: `${code}-unreadable`,
    what: `${final.path} cannot be read as ${what}: ${examined}.`,
    where: final.path,
  };
}

function inMemory(kind: "elf" | "jar", path: string, kept: readonly Uint8Array[]): Examined | string {
  const bytes = Buffer.concat(kept);
  try {
    return readFrom(bytes, examine(kind, path, bytes.length));
  } catch (error) {
    return whyDamaged(error);
  }
}

async function whereItLies(
  image: ImageArchive,
  kind: "elf" | "jar",
  { content, path }: FinalEntry,
  head: Uint8Array,
): Promise<Examined | string> {
  const [from, size] = [content?.offset ?? 0, content?.size ?? 0];
  const read = async (offset: number, length: number): Promise<Uint8Array> =>
    offset >= size ? new Uint8Array() : image.readAt(from + offset, Math.min(length, size - offset));
  try {
    return await readThrough(read, examine(kind, path, size), head);
  } catch (error) {
    return whyDamaged(error);
  }
}

function whyDamaged(error: unknown): string {
  if (error instanceof DamagedElf || error instanceof DamagedZip) return error.message;
  throw error;
}
