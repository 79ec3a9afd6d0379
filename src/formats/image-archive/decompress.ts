import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { Decompress } from "fzstd";
import { SeaworthyError } from "../../core/errors/index.ts";
import { archiveError } from "./errors.ts";
import type { ArchiveLimits } from "./limits.ts";

export type Compression = "none" | "gzip" | "zstd";

/** Tells the compression of a layer by its first bytes: media types lie, magic numbers do not. */
export function compressionOf(head: Uint8Array): Compression {
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) return "zstd";
  // A zstd skippable frame may come first.
  if (((head[0] ?? 0) & 0xf0) === 0x50 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18) return "zstd";
  const other =
    head[0] === 0x42 && head[1] === 0x5a && head[2] === 0x68
      ? "bzip2"
      : head[0] === 0xfd && head[1] === 0x37 && head[2] === 0x7a
        ? "xz"
        : null;
  if (other !== null)
    throw archiveError(
      "image-archive-unsupported",
      `A layer is compressed with ${other}.`,
      "Plain, gzip and zstd layers are read.",
    );
  return "none";
}

/** Passes a layer's bytes on uncompressed, piece by piece, within the limits. `take` may throw to stop. */
export async function decompress(
  compression: Compression,
  pieces: AsyncIterable<Uint8Array>,
  limits: ArchiveLimits,
  take: (bytes: Uint8Array) => void,
): Promise<void> {
  let read = 0;
  let written = 0;
  const count = (bytes: Uint8Array): void => {
    written += bytes.length;
    if (written > limits.layerBytes) throw tooLarge(`It is larger than ${limits.layerBytes} bytes uncompressed.`);
    if (compression !== "none" && written > limits.ratioFreeBytes && written > read * limits.ratio) {
      throw tooLarge(`${read} bytes grew to more than ${written}: a decompression bomb.`);
    }
    take(bytes);
  };
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      read += piece.length;
      yield piece;
    }
  }
  try {
    if (compression === "none") for await (const piece of counted()) count(piece);
    else if (compression === "gzip") await gunzip(counted(), count);
    else await unzstd(counted(), limits, count);
  } catch (error) {
    if (error instanceof SeaworthyError || !(error instanceof Error)) throw error;
    if (compression === "none") throw error;
    throw archiveError("image-archive-malformed", `A layer's ${compression} data is damaged.`, error.message, error);
  }
}

async function gunzip(pieces: AsyncIterable<Uint8Array>, take: (bytes: Uint8Array) => void): Promise<void> {
  const input = Readable.from(pieces, { objectMode: true, highWaterMark: 1 });
  const gunzipper = createGunzip({ chunkSize: 256 * 1024 });
  input.on("error", (error) => gunzipper.destroy(error));
  input.pipe(gunzipper);
  try {
    for await (const bytes of gunzipper) if (bytes instanceof Uint8Array) take(bytes);
  } finally {
    input.destroy();
    gunzipper.destroy();
  }
}

async function unzstd(
  pieces: AsyncIterable<Uint8Array>,
  limits: ArchiveLimits,
  take: (bytes: Uint8Array) => void,
): Promise<void> {
  const stream = new Decompress((bytes) => take(bytes));
  let first = true;
  // Small pushes: one push hands out all that it decompresses before it returns.
  for await (const piece of pieces) {
    if (first) refuseWideWindow(piece, limits);
    first = false;
    for (let at = 0; at < piece.length; at += 65536) stream.push(piece.subarray(at, at + 65536));
  }
  stream.push(new Uint8Array(0), true);
}

/** The decoder reserves a frame's window before it reads on, so a wide one is refused by its header. */
function refuseWideWindow(frame: Uint8Array, limits: ArchiveLimits): void {
  const descriptor = frame[4] ?? 0;
  if (frame[0] !== 0x28) return;
  const singleSegment = (descriptor & 0x20) !== 0;
  const window = singleSegment ? contentSize(frame, descriptor) : windowSize(frame[5] ?? 0);
  if (window > limits.zstdWindowBytes)
    throw tooLarge(`Its zstd window is ${window} bytes; the limit is ${limits.zstdWindowBytes}.`);
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize(frame: Uint8Array, descriptor: number): number {
  const bytes = [1, 2, 4, 8][descriptor >> 6] ?? 1;
  const from = 5 + ([0, 1, 2, 4][descriptor & 3] ?? 0);
  let value = 0;
  for (let at = bytes - 1; at >= 0; at -= 1) value = value * 256 + (frame[from + at] ?? 0);
  return value;
}

function tooLarge(why: string): SeaworthyError {
  return archiveError("image-archive-too-large", "A layer is larger than allowed.", why);
}
