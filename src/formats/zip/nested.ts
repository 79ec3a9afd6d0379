import { type ByteRange, type Ranged, readFrom } from "../byte-ranges/index.ts";
import { contentRange, DamagedZip, inflated, type ZipMember } from "./read.ts";

/** Reading costs a call however little is read. Bytes. */
const leastRead = 4096;

/**
 * How much may still be read and inflated of what lies inside one archive, however deep, in bytes. What is refused takes
 * nothing: a smaller member may still have room.
 */
export class NestedAllowance {
  private toRead = 128 * 1024 * 1024;
  private toInflate = 64 * 1024 * 1024;

  /** @throws DamagedZip */
  read(bytes: number): void {
    const cost = Math.max(bytes, leastRead);
    if (cost > this.toRead) throw new DamagedZip("too much of it lies in archives inside it");
    this.toRead -= cost;
  }

  /** @throws DamagedZip */
  inflate(bytes: number): void {
    if (bytes > this.toInflate) throw new DamagedZip("too much of it is packed twice");
    this.toInflate -= bytes;
  }
}

/**
 * Runs a reader over a member that is a file of its own: a stored one where it lies, another one inflated.
 * @param reader made for the member's size in bytes
 * @throws DamagedZip, and what the reader throws
 */
export function* insideMember<T>(
  member: ZipMember,
  allowance: NestedAllowance,
  reader: (size: number) => Ranged<T>,
): Ranged<T> {
  allowance.read(0);
  const place = yield* contentRange(member);
  if (member.method === 0) return yield* within(place, counted(reader(place.length), allowance));
  if (member.method !== 8) throw new DamagedZip(`${member.name} is packed by method ${member.method}`);
  allowance.inflate(member.size);
  allowance.read(place.length);
  const content = inflated(yield place, member);
  return readFrom(content, counted(reader(content.length), allowance));
}

/** Runs a reader over a piece of a file, as if it were all of it. */
function* within<T>({ offset, length }: ByteRange, reader: Ranged<T>): Ranged<T> {
  let step = reader.next();
  while (step.done !== true) {
    const at = step.value.offset;
    const most = Math.min(step.value.length, length - at);
    step = reader.next(most <= 0 ? new Uint8Array() : yield { offset: offset + at, length: most });
  }
  return step.value;
}

function* counted<T>(reader: Ranged<T>, allowance: NestedAllowance): Ranged<T> {
  let step = reader.next();
  while (step.done !== true) {
    allowance.read(step.value.length);
    step = reader.next(yield step.value);
  }
  return step.value;
}
