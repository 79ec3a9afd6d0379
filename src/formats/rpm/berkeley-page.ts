import type { Ranged } from "../byte-ranges/index.ts";
import { DamagedRpmDatabase } from "./damaged.ts";

/** What the first page of a hash table says of all of them. */
export interface Hash {
  readonly littleEndian: boolean;
  /** In bytes. */
  readonly pageSize: number;
  /** Bytes of a page before what it holds; more where each page has a checksum. */
  readonly head: number;
  readonly lastPage: number;
}

/** Kinds of pages: two of items (an older one in no order), and the pieces of a value that is too long for them. */
export const pageTypes = { unsortedItems: 2, overflow: 7, metadata: 8, items: 13 } as const;

const hashMagic = 0x061561;
/** 7 came with Berkeley DB 3.1, which rpm 4 began with; 9 is that of rpm's last releases. */
const versions = { oldest: 7, newest: 10 } as const;
const largestDatabase = 4 * 1024 * 1024 * 1024;

/**
 * Reads the metadata page of a hash table of Berkeley DB, in the byte order of the machine that wrote it.
 * @param size bytes of the file
 * @throws DamagedRpmDatabase
 */
export function* openHash(size: number): Ranged<Hash> {
  const lent = yield { offset: 0, length: 72 };
  const bytes = Buffer.from(lent);
  const littleEndian = bytes.length === 72 && bytes.readUInt32LE(12) === hashMagic;
  if (bytes.length < 72 || (!littleEndian && bytes.readUInt32BE(12) !== hashMagic))
    throw new DamagedRpmDatabase("it does not begin as a hash table of Berkeley DB");
  const hash = { littleEndian, pageSize: 0, head: 0, lastPage: 0 };
  const [version, pageSize, lastPage] = [word(hash, bytes, 16), word(hash, bytes, 20), word(hash, bytes, 32)];
  if (version < versions.oldest || version > versions.newest)
    throw new DamagedRpmDatabase(`its form has version ${version}`);
  if (bytes.readUInt8(24) !== 0) throw new DamagedRpmDatabase("it is encrypted");
  if (bytes.readUInt8(25) !== pageTypes.metadata) throw new DamagedRpmDatabase("its first page is of another kind");
  if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0)
    throw new DamagedRpmDatabase(`its pages have ${pageSize} bytes`);
  if (size > largestDatabase) throw new DamagedRpmDatabase("it is too large");
  const pages = Math.floor(size / pageSize);
  if (lastPage >= pages) throw new DamagedRpmDatabase(`it states ${lastPage + 1} pages and has ${pages}`);
  const checksums = (bytes.readUInt8(26) & 1) !== 0;
  return { littleEndian, pageSize, head: checksums ? 32 : 26, lastPage };
}

/** One page, lent until the next is read. */
export function* readPage({ pageSize, lastPage }: Hash, number: number): Ranged<Buffer> {
  if (number < 1 || number > lastPage)
    throw new DamagedRpmDatabase(`it names page ${number}, and its last is ${lastPage}`);
  const bytes = yield { offset: number * pageSize, length: pageSize };
  if (bytes.length < pageSize) throw new DamagedRpmDatabase(`page ${number} is missing`);
  return Buffer.from(bytes.buffer, bytes.byteOffset, pageSize);
}

/** A number of two bytes. */
export function half({ littleEndian }: Hash, bytes: Buffer, at: number): number {
  return littleEndian ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
}

/** A number of four bytes. */
export function word({ littleEndian }: Hash, bytes: Buffer, at: number): number {
  return littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
}
