import type { Ranged } from "../byte-ranges/index.ts";
import { type Value, record, varint } from "./record.ts";

/** Why a SQLite file cannot be read. */
export class DamagedSqlite extends Error {}

const largestPayload = 64 * 1024 * 1024;
const textEncodings = new Map([
  [2, "UTF-16"],
  [3, "UTF-16"],
]);

interface Database {
  readonly pageSize: number;
  /** Bytes of a page that hold content. */
  readonly usable: number;
  readonly pages: number;
}

/**
 * Reads every row of a table, in the order of its rowids, and hands its columns over (sqlite.org/fileformat2.html). The
 * file alone is read: a write-ahead log beside it is not.
 * @throws DamagedSqlite
 */
export function* sqliteRows(size: number, table: string, take: (columns: readonly Value[]) => void): Ranged<void> {
  const database = yield* openDatabase(size);
  let root = 0;
  yield* walk(database, 1, ([type, name, , at]) => {
    if (type === "table" && name === table && typeof at === "number") root = at;
  });
  if (root === 0) throw new DamagedSqlite(`it has no table ${table}`);
  yield* walk(database, root, take);
}

function* openDatabase(size: number): Ranged<Database> {
  const head = Buffer.from(yield { offset: 0, length: 100 });
  if (head.length < 100 || head.toString("latin1", 0, 16) !== "SQLite format 3\0")
    throw new DamagedSqlite("it does not begin as a SQLite file");
  const stated = head.readUInt16BE(16);
  const pageSize = stated === 1 ? 65_536 : stated;
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0) throw new DamagedSqlite(`its pages have ${pageSize} bytes`);
  const encoding = textEncodings.get(head.readUInt32BE(56));
  if (encoding !== undefined) throw new DamagedSqlite(`its texts are ${encoding}`);
  return { pageSize, usable: pageSize - head.readUInt8(20), pages: Math.floor(size / pageSize) };
}

function* page(database: Database, number: number): Ranged<Buffer> {
  if (number < 1 || number > database.pages)
    throw new DamagedSqlite(`it names page ${number} and has ${database.pages}`);
  const bytes = yield { offset: (number - 1) * database.pageSize, length: database.pageSize };
  if (bytes.length < database.pageSize) throw new DamagedSqlite(`page ${number} is missing`);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A table's B-tree, left to right. Every page is visited once: a circle is damage. */
function* walk(database: Database, root: number, take: (columns: readonly Value[]) => void): Ranged<void> {
  const seen = new Set<number>();
  const waiting = [root];
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    if (seen.has(number)) throw new DamagedSqlite(`page ${number} is part of its tree twice`);
    seen.add(number);
    // A copy: the bytes are only lent, and overflow pages are read before this one is done.
    const bytes = Buffer.from(yield* page(database, number));
    const start = number === 1 ? 100 : 0;
    const kind = bytes.readUInt8(start);
    if (kind === 0x05) waiting.push(...children(bytes, start).toReversed());
    else if (kind === 0x0d) {
      for (const at of cells(bytes, start, 8)) take(record(yield* payload(database, bytes, at)));
    } else throw new DamagedSqlite(`page ${number} is no page of a table`);
  }
}

function cells(bytes: Buffer, start: number, header: number): readonly number[] {
  const count = bytes.readUInt16BE(start + 3);
  const found: number[] = [];
  for (let at = start + header; found.length < count; at += 2) {
    const cell = at + 2 <= bytes.length ? bytes.readUInt16BE(at) : bytes.length;
    if (cell + 4 > bytes.length) throw new DamagedSqlite("a cell lies outside its page");
    found.push(cell);
  }
  return found;
}

function children(bytes: Buffer, start: number): readonly number[] {
  return [...cells(bytes, start, 12).map((at) => bytes.readUInt32BE(at)), bytes.readUInt32BE(start + 8)];
}

/** A row's bytes: the first of them in the leaf, what does not fit there in a chain of overflow pages. */
function* payload(database: Database, leaf: Buffer, cell: number): Ranged<Buffer> {
  const [length, afterLength] = varint(leaf, cell);
  const [, from] = varint(leaf, afterLength);
  if (length > largestPayload) throw new DamagedSqlite(`a row has ${length} bytes`);
  const here = localBytes(database.usable, length);
  if (from + here + (here < length ? 4 : 0) > leaf.length) throw new DamagedSqlite("a row lies outside its page");
  const first = leaf.subarray(from, from + here);
  if (here === length) return first;
  const parts = [first];
  let next = leaf.readUInt32BE(from + here);
  for (let missing = length - here; missing > 0;) {
    const overflow = yield* page(database, next);
    const part = Buffer.from(overflow.subarray(4, 4 + Math.min(missing, database.usable - 4)));
    parts.push(part);
    missing -= part.length;
    next = overflow.readUInt32BE(0);
  }
  return Buffer.concat(parts, length);
}

/** How many of a row's bytes stand in the leaf (section 1.6 of the format). */
function localBytes(usable: number, length: number): number {
  const most = usable - 35;
  if (length <= most) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((length - least) % (usable - 4));
  return fitting <= most ? fitting : least;
}
