import type { Ranged } from "../byte-ranges/index.ts";
import { cString, DamagedElf, Fields } from "./fields.ts";
import { machineName } from "./machines.ts";

/** What the dynamic loader needs to know of an ELF file, and where its sections lie. */
export interface ElfFile {
  /** `x86_64`, `aarch64`, …, as `uname -m` has it; `machine N` for others. */
  readonly machine: string;
  readonly bits: 32 | 64;
  readonly kind: "executable" | "shared" | "relocatable" | "other";
  /** The loader that the kernel starts for it; null for libraries and static programs. */
  readonly interpreter: string | null;
  readonly soname: string | null;
  /** DT_NEEDED, in order. */
  readonly needed: readonly string[];
  /** Search folders as written, `$ORIGIN` not replaced. The loader ignores rpath where there is a runpath. */
  readonly rpath: readonly string[];
  readonly runpath: readonly string[];
  readonly sections: SectionTable;
}

export interface SectionTable {
  readonly offset: number;
  readonly count: number;
  readonly entrySize: number;
  readonly namesIndex: number;
  readonly fields: Fields;
}

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

/** Bounds: real files have a dozen segments and a few dozen dynamic entries. */
const mostSegments = 1024;
const largestDynamic = 256 * 1024;
const largestStrings = 1024 * 1024;

export function isElf(head: Uint8Array): boolean {
  return head[0] === 0x7f && head[1] === 0x45 && head[2] === 0x4c && head[3] === 0x46;
}

/**
 * Reads header, segments and dynamic section (System V generic ABI); nothing else of the file is asked for.
 * @throws DamagedElf where the tables do not fit
 */
export function* readElf(size: number): Ranged<ElfFile> {
  const head = yield { offset: 0, length: 64 };
  if (!isElf(head)) throw new DamagedElf("it has no ELF header");
  const [wide, little] = [head[4] === 2, head[5] === 1];
  if ((!wide && head[4] !== 1) || (!little && head[5] !== 2))
    throw new DamagedElf("its class or byte order is unknown");
  const fields = new Fields(wide, little);
  const tail = wide ? 52 : 40;
  const segments = yield* readSegments(head, fields);
  const dynamic = yield* readDynamic(segments, fields, size);
  const type = fields.half(head, 16);
  return {
    machine: machineName(fields.half(head, 18)),
    bits: wide ? 64 : 32,
    kind: type === 1 ? "relocatable" : type === 2 ? "executable" : type === 3 ? "shared" : "other",
    interpreter: yield* readInterpreter(segments),
    ...dynamic,
    sections: {
      offset: fields.address(head, wide ? 40 : 32),
      entrySize: fields.half(head, tail + 6),
      count: fields.half(head, tail + 8),
      namesIndex: fields.half(head, tail + 10),
      fields,
    },
  };
}

function* readSegments(head: Uint8Array, fields: Fields): Ranged<readonly Segment[]> {
  const { wide } = fields;
  const offset = fields.address(head, wide ? 32 : 28);
  const entrySize = fields.half(head, wide ? 54 : 42);
  const count = fields.half(head, wide ? 56 : 44);
  if (count === 0) return [];
  if (count > mostSegments || entrySize < (wide ? 56 : 32)) throw new DamagedElf(`it states ${count} segments`);
  const table = yield { offset, length: count * entrySize };
  return Array.from({ length: count }, (_, index) => {
    const at = index * entrySize;
    return {
      type: fields.word(table, at),
      offset: fields.address(table, at + (wide ? 8 : 4)),
      address: fields.address(table, at + (wide ? 16 : 8)),
      size: fields.address(table, at + (wide ? 32 : 16)),
    };
  });
}

function* readInterpreter(segments: readonly Segment[]): Ranged<string | null> {
  const segment = segments.find((one) => one.type === 3);
  if (segment === undefined) return null;
  const bytes = yield { offset: segment.offset, length: Math.min(segment.size, 4096) };
  return cString(bytes, 0);
}

type Dynamic = Pick<ElfFile, "soname" | "needed" | "rpath" | "runpath">;
const none: Dynamic = { soname: null, needed: [], rpath: [], runpath: [] };

function* readDynamic(segments: readonly Segment[], fields: Fields, size: number): Ranged<Dynamic> {
  const segment = segments.find((one) => one.type === 2);
  // A file with its debugging symbols only keeps the segment and none of its bytes.
  if (segment === undefined || segment.size === 0 || segment.offset >= size) return none;
  const table = yield { offset: segment.offset, length: Math.min(segment.size, largestDynamic) };
  const [wanted, stringsAddress] = dynamicEntries(table, fields);
  if (wanted.length === 0) return none;
  const holder = segments.find(
    (one) => one.type === 1 && stringsAddress >= one.address && stringsAddress < one.address + one.size,
  );
  if (holder === undefined) throw new DamagedElf("its names lie in no segment");
  const from = Math.min(...wanted.map((entry) => entry.value));
  const to = Math.max(...wanted.map((entry) => entry.value)) + 4096;
  if (to - from > largestStrings + 4096) throw new DamagedElf("its names lie too far apart");
  const strings = yield { offset: holder.offset + stringsAddress - holder.address + from, length: to - from };
  const texts = (tag: number): readonly string[] =>
    wanted.filter((entry) => entry.tag === tag).map((entry) => cString(strings, entry.value - from));
  const folders = (tag: number): readonly string[] =>
    texts(tag).flatMap((text) => text.split(":").filter((folder) => folder !== ""));
  return { soname: texts(14)[0] ?? null, needed: texts(1), rpath: folders(15), runpath: folders(29) };
}

/** DT_NEEDED (1), DT_SONAME (14), DT_RPATH (15) and DT_RUNPATH (29), and the address of their strings (5). */
function dynamicEntries(
  table: Uint8Array,
  fields: Fields,
): readonly [readonly { readonly tag: number; readonly value: number }[], number] {
  const step = fields.wide ? 16 : 8;
  const wanted: { tag: number; value: number }[] = [];
  let strings = 0;
  for (let at = 0; at + step <= table.length; at += step) {
    const tag = fields.wide ? wideTag(table, at, fields) : fields.word(table, at);
    if (tag === 0) break;
    if (tag !== 1 && tag !== 5 && tag !== 14 && tag !== 15 && tag !== 29) continue;
    const value = fields.address(table, at + step / 2);
    if (tag === 5) strings = value;
    else wanted.push({ tag, value });
  }
  return [wanted, strings];
}

/** Tags that an operating system or processor defines are large; only small ones matter here. */
function wideTag(table: Uint8Array, at: number, fields: Fields): number {
  try {
    return fields.address(table, at);
  } catch {
    return -1;
  }
}
