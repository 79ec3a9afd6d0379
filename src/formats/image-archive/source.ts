import type { ByteSource } from "../../core/ports/host.ts";
import { archiveError } from "./errors.ts";

/**
 * Small enough to stay in a processor's cache between the reader, the hash and whoever else looks at it, and, as a text
 * with what came before it, to be among the objects that V8 clears away cheaply (128 KiB).
 */
const stride = 112 * 1024;

/**
 * The bytes of a range, piece by piece. With `lent`, each piece is valid only until the next is asked for: all of them are
 * read into one buffer.
 * @throws SeaworthyError image-archive-truncated
 */
export async function* bytesOf(
  source: ByteSource,
  offset: number,
  size: number,
  lent: boolean = false,
): AsyncGenerator<Uint8Array> {
  const buffer = lent ? new Uint8Array(Math.min(stride, size)) : undefined;
  for (let at = 0; at < size;) {
    const piece = await source.read(offset + at, Math.min(stride, size - at), buffer);
    if (piece.length === 0) {
      throw archiveError("image-archive-truncated", "The archive ends too early.", `Byte ${offset + at} is missing.`);
    }
    at += piece.length;
    yield piece;
  }
}

/** The whole of a range, for documents that are known to be small. */
export async function wholeOf(source: ByteSource, offset: number, size: number): Promise<Uint8Array> {
  const whole = new Uint8Array(size);
  let at = 0;
  for await (const piece of bytesOf(source, offset, size, true)) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Bytes in memory as a source. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
    close: async () => {},
  };
}
