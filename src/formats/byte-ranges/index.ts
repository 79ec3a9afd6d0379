/** A piece of a file: its first byte and its length. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/**
 * A reader of a format that says which bytes it needs next and is handed them: the same code reads a file in memory and
 * one that lies in an archive. It is handed fewer bytes than it asked for where the file ends.
 */
export type Ranged<T> = Generator<ByteRange, T, Uint8Array>;

/** Runs a reader over a file in memory. */
export function readFrom<T>(bytes: Uint8Array, reader: Ranged<T>): T {
  let step = reader.next();
  while (step.done !== true) {
    const { offset, length } = step.value;
    step = reader.next(bytes.subarray(offset, offset + length));
  }
  return step.value;
}

/** Runs a reader over a file that is read piece by piece. `head` are its first bytes, where they are known already. */
export async function readThrough<T>(
  read: (offset: number, length: number) => Promise<Uint8Array>,
  reader: Ranged<T>,
  head: Uint8Array = new Uint8Array(),
): Promise<T> {
  let step = reader.next();
  while (step.done !== true) {
    const { offset, length } = step.value;
    const known = offset + length <= head.length;
    step = reader.next(known ? head.subarray(offset, offset + length) : await read(offset, length));
  }
  return step.value;
}
