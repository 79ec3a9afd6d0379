import type { Ranged } from "../byte-ranges/index.ts";
import { half, type Hash, openHash, pageTypes, readPage, word } from "./berkeley-page.ts";
import { DamagedRpmDatabase, largestHeader } from "./damaged.ts";

/** A value that lies in a chain of pages of its own: the first of them, and its length in bytes. */
interface Chain {
  readonly first: number;
  readonly length: number;
}

const itemTypes = { here: 1, elsewhere: 3 } as const;

/**
 * Hands over the header of each package of a database kept by Berkeley DB, `Packages` (RHEL and CentOS up to 8, Amazon
 * Linux 2): a hash table whose keys are numbers of packages and whose values are their headers; number 0 holds the
 * highest number given (Berkeley DB, dbinc/db_page.h; rpm, lib/backend/bdb_ro.cc). Every page is looked at, not the
 * buckets one after the other, for pages that were given back have another kind. The bytes are lent: they may change
 * after `take` returns.
 * @param size bytes of the file
 * @throws DamagedRpmDatabase
 */
export function* berkeleyHeaders(size: number, take: (header: Buffer) => void): Ranged<void> {
  const hash = yield* openHash(size);
  const chains: Chain[] = [];
  for (let number = 1; number <= hash.lastPage; number += 1) {
    const page = yield* readPage(hash, number);
    const type = page.readUInt8(25);
    if (type !== pageTypes.items && type !== pageTypes.unsortedItems) continue;
    for (const value of values(hash, page, number)) {
      if (Buffer.isBuffer(value)) take(value);
      else chains.push(value);
    }
    // Each chain has pages of its own, so there cannot be more of them than pages.
    if (chains.length > hash.lastPage) throw new DamagedRpmDatabase("it has more packages than room for them");
  }
  // In the order in which they lie, so that the file is read from its beginning to its end.
  const seen = new Uint8Array(hash.lastPage + 1);
  for (const chain of chains.toSorted((a, b) => a.first - b.first)) take(yield* chained(hash, chain, seen));
}

/** A page's values, those of packages alone. Items lie from the page's end towards its list of their places. */
function* values(hash: Hash, page: Buffer, number: number): Generator<Buffer | Chain> {
  const count = half(hash, page, 20);
  const list = hash.head + count * 2;
  if (count % 2 !== 0 || list > hash.pageSize) throw new DamagedRpmDatabase(`page ${number} states ${count} items`);
  let end = hash.pageSize;
  const next = (index: number): Buffer => {
    const at = half(hash, page, hash.head + index * 2);
    if (at < list || at >= end) throw new DamagedRpmDatabase(`an item of page ${number} lies outside its place`);
    const item = page.subarray(at, end);
    end = at;
    return item;
  };
  for (let index = 0; index < count; index += 2) {
    const [key, value] = [next(index), next(index + 1)];
    if (key.readUInt8(0) !== itemTypes.here || key.length !== 5)
      throw new DamagedRpmDatabase(`a key of page ${number} is no number of a package`);
    if (key.readUInt32LE(1) === 0) continue;
    const type = value.readUInt8(0);
    if (type === itemTypes.here) yield value.subarray(1);
    else if (type === itemTypes.elsewhere && value.length === 12)
      yield { first: word(hash, value, 4), length: word(hash, value, 8) };
    else throw new DamagedRpmDatabase(`a value of page ${number} is of a kind that rpm does not write`);
  }
}

/** The bytes of a chain. No page belongs to two, nor twice to one: circles end, and the file is read once. */
function* chained(hash: Hash, { first, length }: Chain, seen: Uint8Array): Ranged<Buffer> {
  if (length > largestHeader) throw new DamagedRpmDatabase(`a package has ${length} bytes`);
  const parts: Buffer[] = [];
  let number = first;
  for (let missing = length; missing > 0;) {
    const page = yield* readPage(hash, number);
    if (page.readUInt8(25) !== pageTypes.overflow)
      throw new DamagedRpmDatabase(`page ${number} is no piece of a package`);
    if (seen[number] === 1) throw new DamagedRpmDatabase(`page ${number} is part of its packages twice`);
    seen[number] = 1;
    const stated = half(hash, page, 22);
    if (stated === 0 || stated > Math.min(missing, hash.pageSize - hash.head))
      throw new DamagedRpmDatabase(`page ${number} states ${stated} bytes`);
    parts.push(Buffer.from(page.subarray(hash.head, hash.head + stated)));
    missing -= stated;
    number = word(hash, page, 16);
  }
  return Buffer.concat(parts, length);
}
