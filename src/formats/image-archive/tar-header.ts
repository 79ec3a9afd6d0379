import { archiveError } from "./errors.ts";

export const blockSize = 512;

export type EntryType = "file" | "hardlink" | "symlink" | "character" | "block" | "directory" | "fifo";

/** One 512-byte header as it stands, before extended headers are applied. */
export interface RawHeader {
  readonly name: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime: number;
  /** The type flag as a character; NUL is given as `0`. */
  readonly flag: string;
  readonly linkname: string;
}

const utf8 = new TextDecoder("utf-8");

/** Text up to the first NUL. */
function text(block: Buffer, from: number, length: number): string {
  let end = from;
  let bits = 0;
  for (; end < from + length; end += 1) {
    const byte = block[end] ?? 0;
    if (byte === 0) break;
    bits |= byte;
  }
  if (end === from) return "";
  // Nearly all names are ASCII, and their text is made in a fraction of the time.
  return bits < 0x80 ? block.toString("latin1", from, end) : utf8.decode(block.subarray(from, end));
}

/**
 * A number field: octal digits with spaces or NULs around them, or base-256 where the first bit is set.
 * @throws SeaworthyError image-archive-malformed for other text and for numbers beyond 2^53
 */
export function parseNumber(block: Uint8Array, from: number, length: number, field: string): number {
  const first = block[from] ?? 0;
  if (first & 0x80) {
    if (first & 0x40)
      throw archiveError("image-archive-malformed", "A tar header holds a negative number.", `Field ${field}.`);
    let value = first & 0x3f;
    for (let at = from + 1; at < from + length; at += 1) value = value * 256 + (block[at] ?? 0);
    return checked(value, field);
  }
  let value = 0;
  let at = from;
  const end = from + length;
  while (at < end && (block[at] === 0x20 || block[at] === 0)) at += 1;
  for (; at < end; at += 1) {
    const byte = block[at] ?? 0;
    if (byte === 0x20 || byte === 0) break;
    if (byte < 0x30 || byte > 0x37) {
      throw archiveError(
        "image-archive-malformed",
        "A tar header holds a number that is not octal.",
        `Field ${field}.`,
      );
    }
    value = value * 8 + byte - 0x30;
  }
  return checked(value, field);
}

function checked(value: number, field: string): number {
  if (Number.isSafeInteger(value)) return value;
  throw archiveError("image-archive-malformed", "A tar header holds a number beyond 2^53.", `Field ${field}.`);
}

export function isZeroBlock(block: Uint8Array): boolean {
  for (let at = 0; at < blockSize; at += 1) if (block[at] !== 0) return false;
  return true;
}

/**
 * Reads one header block.
 * @throws SeaworthyError not-an-image-archive where the checksum does not fit: this is no tar header
 */
export function parseHeader(block: Buffer): RawHeader {
  const stated = parseChecksum(block);
  if (stated !== sumOf(block) && stated !== signedSum(block)) {
    throw archiveError(
      "not-an-image-archive",
      "This is not a tar file, or it is damaged.",
      "The checksum of a header does not fit.",
    );
  }
  // Only POSIX archives ("ustar" NUL "00") have a prefix; GNU uses the same bytes for times.
  const prefix = isPosix(block) ? text(block, 345, 155) : "";
  const name = text(block, 0, 100);
  const flag = block[156] ?? 0;
  return {
    name: prefix === "" ? name : `${prefix}/${name}`,
    mode: parseNumber(block, 100, 8, "mode"),
    uid: parseNumber(block, 108, 8, "uid"),
    gid: parseNumber(block, 116, 8, "gid"),
    size: parseNumber(block, 124, 12, "size"),
    mtime: lenientNumber(block, 136, 12),
    flag: flag === 0 ? "0" : String.fromCharCode(flag),
    linkname: text(block, 157, 100),
  };
}

/** "ustar", NUL, and the first character of the version. */
const ustar = [0x75, 0x73, 0x74, 0x61, 0x72, 0, 0x30];

function isPosix(block: Buffer): boolean {
  for (let at = 0; at < ustar.length; at += 1) if (block[257 + at] !== ustar[at]) return false;
  return true;
}

/** The sum of all bytes, the checksum's own eight counted as blanks. */
function sumOf(block: Buffer): number {
  let sum = 8 * 0x20;
  for (let at = 0; at < 148; at += 1) sum += block[at] ?? 0;
  for (let at = 156; at < blockSize; at += 1) sum += block[at] ?? 0;
  return sum;
}

/** The same as some old programs count: bytes above 127 as negative numbers. */
function signedSum(block: Buffer): number {
  let sum = sumOf(block);
  for (let at = 0; at < blockSize; at += 1) if ((at < 148 || at >= 156) && (block[at] ?? 0) > 127) sum -= 256;
  return sum;
}

/** Times before 1970 are legal and of no use here. */
function lenientNumber(block: Uint8Array, from: number, length: number): number {
  return (block[from] ?? 0) & 0x40 ? 0 : parseNumber(block, from, length, "mtime");
}

function parseChecksum(block: Uint8Array): number {
  try {
    return parseNumber(block, 148, 8, "checksum");
  } catch {
    return -1;
  }
}
