import { inflateRawSync } from "node:zlib";
import type { ByteRange, Ranged } from "../byte-ranges/index.ts";

/** A member of a zip file, as its central directory tells it. */
export interface ZipMember {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly headerAt: number;
}

/** Why a zip file cannot be read. */
export class DamagedZip extends Error {}

const largestDirectory = 32 * 1024 * 1024;
const largestMember = 1024 * 1024;

/** Names that are asked for. Both are ASCII. */
export interface WantedNames {
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * The members of a zip file (APPNOTE 4.3), or those whose name begins or ends as is wanted: a Java archive has thousands
 * of others. Files of 4 GiB and more (zip64) are not read.
 */
export function* zipMembers(size: number, wanted: WantedNames | null = null): Ranged<readonly ZipMember[]> {
  // The end record is followed by a comment of at most 65,535 bytes; nearly always by none.
  const length = Math.min(size, 22 + 65_535);
  const tail = bufferOf(yield { offset: size - length, length });
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end === -1 || end + 22 > tail.length) throw new DamagedZip("it has no end record");
  const count = tail.readUInt16LE(end + 10);
  const bytes = tail.readUInt32LE(end + 12);
  const from = tail.readUInt32LE(end + 16);
  if (count === 0xffff || from === 0xffffffff || bytes > largestDirectory) throw new DamagedZip("it is too large");
  // The end of a small archive has its directory too.
  const known = from - (size - length);
  const directory = known >= 0 ? tail.subarray(known, known + bytes) : bufferOf(yield { offset: from, length: bytes });
  const members: ZipMember[] = [];
  const fits = wanted === null ? () => true : fitting(directory, wanted);
  let seen = 0;
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50;) {
    const nameLength = directory.readUInt16LE(at + 28);
    const [nameAt, nameEnd] = [at + 46, at + 46 + nameLength];
    if (fits(nameAt, nameEnd)) {
      members.push({
        method: directory.readUInt16LE(at + 10),
        packed: directory.readUInt32LE(at + 20),
        size: directory.readUInt32LE(at + 24),
        headerAt: directory.readUInt32LE(at + 42),
        name: directory.toString("utf8", nameAt, nameEnd),
      });
    }
    seen += 1;
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  if (seen !== count) throw new DamagedZip(`it states ${count} members and lists ${seen}`);
  return members;
}

/** Whether a name, by where it stands in the directory, is one that is wanted. */
function fitting(directory: Buffer, { prefix, suffix }: WantedNames): (from: number, to: number) => boolean {
  const stands = (text: string, at: number): boolean => {
    for (let place = 0; place < text.length; place += 1) {
      if (directory[at + place] !== text.codePointAt(place)) return false;
    }
    return true;
  };
  return (from, to) =>
    (to - from >= prefix.length && stands(prefix, from)) ||
    (to - from >= suffix.length && stands(suffix, to - suffix.length));
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The text of a small member. */
export function* zipText(member: ZipMember): Ranged<string> {
  if (member.size > largestMember || member.packed > largestMember) throw new DamagedZip(`${member.name} is too large`);
  const packed = yield yield* contentRange(member);
  if (member.method === 0) return new TextDecoder("utf-8").decode(packed);
  if (member.method !== 8) throw new DamagedZip(`${member.name} is packed by method ${member.method}`);
  return inflated(packed, member).toString("utf8");
}

/** Where a member's bytes lie, packed or not: behind a header of its own, whose length only that header tells. */
export function* contentRange(member: ZipMember): Ranged<ByteRange> {
  const header = bufferOf(yield { offset: member.headerAt, length: 30 });
  if (header.length < 30) throw new DamagedZip(`${member.name} is missing`);
  const offset = member.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  return { offset, length: member.packed };
}

/** A packed member's content. One that grows beyond the size that it states is damaged. */
export function inflated(packed: Uint8Array, { name, size }: ZipMember): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    throw new DamagedZip(`${name} is damaged: ${error instanceof Error ? error.message : String(error)}`);
  }
}
