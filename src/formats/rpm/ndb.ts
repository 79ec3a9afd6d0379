import type { Ranged } from "../byte-ranges/index.ts";
import { DamagedRpmDatabase, largestHeader } from "./damaged.ts";

/** Places are counted in blocks. A slot has one block's size, and slots fill pages. All in bytes. */
const block = 16;
const slotPage = 4096;
const fileHead = 32;
const blobHead = 16;
const blobTail = 12;

interface Slot {
  readonly id: number;
  /** In blocks. */
  readonly from: number;
  readonly blocks: number;
}

/**
 * Hands over the header of each package of rpm's own database form, `Packages.db` (SUSE): pages of slots at the
 * beginning, then a blob for each slot in use, all little-endian (rpm, lib/backend/ndb/rpmpkg.c). The bytes are lent:
 * they may change after `take` returns.
 * @param size bytes of the file
 * @throws DamagedRpmDatabase
 */
export function* ndbHeaders(size: number, take: (header: Buffer) => void): Ranged<void> {
  const slots = (yield* usedSlots(size)).toSorted((a, b) => a.from - b.from);
  let end = 0;
  for (const slot of slots) {
    // Without this, slots that share one large blob would have it read as often as there are slots.
    if (slot.from < end) throw new DamagedRpmDatabase(`package ${slot.id} lies over another one`);
    end = slot.from + slot.blocks;
    take(yield* blob(slot));
  }
}

/** The slots that hold a package; of a free one, the place is 0. */
function* usedSlots(size: number): Ranged<readonly Slot[]> {
  const head = yield* exactly(0, fileHead);
  if (head.toString("latin1", 0, 4) !== "RpmP") throw new DamagedRpmDatabase("it does not begin as an ndb file");
  if (head.readUInt32LE(4) !== 0) throw new DamagedRpmDatabase(`its form has version ${head.readUInt32LE(4)}`);
  const pages = head.readUInt32LE(12);
  if (pages === 0 || pages * slotPage > size)
    throw new DamagedRpmDatabase(`it states ${pages} pages of slots and has ${size} bytes`);
  const slots: Slot[] = [];
  for (let page = 0; page < pages; page += 1) {
    const bytes = yield* exactly(page * slotPage, slotPage);
    for (let at = page === 0 ? fileHead : 0; at < slotPage; at += block) {
      if (bytes.toString("latin1", at, at + 4) !== "Slot")
        throw new DamagedRpmDatabase(`byte ${page * slotPage + at} begins no slot`);
      const slot = {
        id: bytes.readUInt32LE(at + 4),
        from: bytes.readUInt32LE(at + 8),
        blocks: bytes.readUInt32LE(at + 12),
      };
      if (slot.from === 0) continue;
      check(slot, pages, size);
      slots.push(slot);
      // Packages do not overlap, so there cannot be more of them than have room.
      if (slots.length * 2 * block > size) throw new DamagedRpmDatabase("it has more packages than room for them");
    }
  }
  return slots;
}

function check({ id, from, blocks }: Slot, pages: number, size: number): void {
  if (id === 0 || from * block < pages * slotPage) throw new DamagedRpmDatabase(`the slot of package ${id} is damaged`);
  if ((from + blocks) * block > size) throw new DamagedRpmDatabase(`it ends before package ${id} does`);
  if (blocks * block < blobHead + blobTail || blocks * block > largestHeader)
    throw new DamagedRpmDatabase(`package ${id} has ${blocks * block} bytes`);
}

/** A blob is framed: its package and length before it, the length again at the end of its last block. */
function* blob({ id, from, blocks }: Slot): Ranged<Buffer> {
  const bytes = yield* exactly(from * block, blocks * block);
  const tail = bytes.length - blobTail;
  const length = bytes.readUInt32LE(12);
  const framed =
    bytes.toString("latin1", 0, 4) === "BlbS" &&
    bytes.readUInt32LE(4) === id &&
    bytes.readUInt32LE(tail + 4) === length &&
    bytes.toString("latin1", tail + 8, tail + 12) === "BlbE";
  if (!framed || Math.ceil((blobHead + length + blobTail) / block) !== blocks)
    throw new DamagedRpmDatabase(`package ${id} is not where its slot says`);
  return bytes.subarray(blobHead, blobHead + length);
}

function* exactly(offset: number, length: number): Ranged<Buffer> {
  const bytes = yield { offset, length };
  if (bytes.length < length) throw new DamagedRpmDatabase(`it ends before byte ${offset + length}`);
  return Buffer.from(bytes.buffer, bytes.byteOffset, length);
}
