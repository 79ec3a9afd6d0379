import { createHash, type Hash } from "node:crypto";
import type { Content, ImageArchive } from "../../formats/image-archive/index.ts";

/** One piece is read over the other: each anew, they would be a quarter of the peak memory. */
const stride = 128 * 1024;

/** SHA-256 of some files of an image: read where they lie, or, in compressed layers, by reading those layers once more. */
export async function contentDigests(
  image: ImageArchive,
  contents: Iterable<Content>,
): Promise<ReadonlyMap<Content, string>> {
  const digests = new Map<Content, string>();
  const buffer = new Uint8Array(stride);
  const packed = new Map<number, Map<number, Content>>();
  for (const content of contents) {
    if (content.offset !== null) digests.set(content, await digestAt(image, content.offset, content.size, buffer));
    else {
      const ofLayer = packed.get(content.layer) ?? new Map<number, Content>();
      packed.set(content.layer, ofLayer.set(content.ordinal, content));
    }
  }
  for (const [index, wanted] of packed) {
    await image.layers[index]?.scan((_, ordinal) => {
      const content = wanted.get(ordinal);
      if (content === undefined) return null;
      const hash = createHash("sha256");
      return { chunk: (bytes) => void hash.update(bytes), end: () => void digests.set(content, hash.digest("hex")) };
    });
  }
  return digests;
}

async function digestAt(image: ImageArchive, offset: number, size: number, buffer: Uint8Array): Promise<string> {
  const hash: Hash = createHash("sha256");
  for (let at = 0; at < size;) {
    const piece = await image.readAt(offset + at, Math.min(stride, size - at), buffer);
    if (piece.length === 0) break;
    hash.update(piece);
    at += piece.length;
  }
  return hash.digest("hex");
}
