import { createHash } from "node:crypto";
import type { ByteSource } from "../../core/ports/host.ts";
import { type Compression, decompress } from "./decompress.ts";
import { archiveError } from "./errors.ts";
import type { ArchiveLimits } from "./limits.ts";
import { refuseMismatch } from "./locate.ts";
import type { LayerVisitor } from "./open.ts";
import { bytesOf } from "./source.ts";
import type { Member } from "./tar-index.ts";
import { TarParser } from "./tar-parser.ts";

/** A layer as it lies in an archive, and what is stated of it. */
export interface LayerParts {
  readonly source: ByteSource;
  readonly limits: ArchiveLimits;
  readonly member: Member;
  readonly blobDigest: string | null;
  readonly diffId: string;
  readonly compression: Compression;
  readonly index: number;
  readonly instruction: string;
}

export interface LayerScan {
  /** Uncompressed. */
  readonly bytes: number;
  /** Fails with image-archive-digest-mismatch. */
  readonly verified: Promise<void>;
}

/** One pass over a layer: its entries, and its digests, worked out on the way or, where the source can, beside it. */
export async function scanLayer(parts: LayerParts, visit: LayerVisitor): Promise<LayerScan> {
  const { member, compression, limits } = parts;
  let ordinal = 0;
  const parser: TarParser = new TarParser((entry) => {
    const asItIs = compression === "none" && !entry.sparse && entry.type === "file";
    return visit(entry, ordinal++, asItIs ? member.offset + parser.contentAt : null);
  }, limits);
  const beside = compression === "none" ? parts.source.sha256?.(member.offset, member.size) : undefined;
  const scan = beside === undefined ? await scanWhole(parts, parser) : await scanHeaders(parts, parser, beside);
  parser.finish();
  return scan;
}

/** Uncompresses, hashes and parses in one go. */
async function scanWhole(parts: LayerParts, parser: TarParser): Promise<LayerScan> {
  const { source, limits, member, blobDigest, diffId, compression } = parts;
  let bytes = 0;
  const plain = createHash("sha256");
  const stored = compression !== "none" && blobDigest !== null ? createHash("sha256") : null;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    // A decompressor takes its time with what it is given; plain bytes are done with at once.
    for await (const piece of bytesOf(source, member.offset, member.size, compression === "none")) {
      stored?.update(piece);
      yield piece;
    }
  }
  await decompress(compression, pieces(), limits, (piece) => {
    plain.update(piece);
    bytes += piece.length;
    parser.push(piece);
  });
  parser.finish();
  const actual = `sha256:${plain.digest("hex")}`;
  refuseMismatch(actual, diffId, member.entry.path);
  if (blobDigest !== null)
    refuseMismatch(stored === null ? actual : `sha256:${stored.digest("hex")}`, blobDigest, member.entry.path);
  return { bytes, verified: Promise.resolve() };
}

/** Parses a plain layer, passing over large contents that nobody wants, while its digest is worked out elsewhere. */
async function scanHeaders(parts: LayerParts, parser: TarParser, beside: Promise<string>): Promise<LayerScan> {
  const { source, limits, member } = parts;
  const verified = verify(beside, parts);
  // Nobody comes back for it where the layer cannot be parsed.
  verified.catch(() => {});
  if (member.size > limits.layerBytes) {
    const why = `It is larger than ${limits.layerBytes} bytes uncompressed.`;
    throw archiveError("image-archive-too-large", "A layer is larger than allowed.", why);
  }
  const buffer = new Uint8Array(Math.min(stride, member.size));
  let at = 0;
  while (at < member.size && !parser.ended) {
    const piece = await source.read(member.offset + at, Math.min(stride, member.size - at), buffer);
    if (piece.length === 0) {
      const why = `Byte ${member.offset + at} is missing.`;
      throw archiveError("image-archive-truncated", "The archive ends too early.", why);
    }
    parser.push(piece);
    at += piece.length;
    const skip = parser.skippable;
    // A little is read as quickly as it is passed over.
    if (skip < stride || at + skip > member.size) continue;
    parser.skip(skip);
    at += skip;
  }
  return { bytes: member.size, verified };
}

async function verify(beside: Promise<string>, { member, blobDigest, diffId }: LayerParts): Promise<void> {
  const actual = `sha256:${await beside}`;
  refuseMismatch(actual, diffId, member.entry.path);
  if (blobDigest !== null) refuseMismatch(actual, blobDigest, member.entry.path);
}

/** See the same in source.ts. */
const stride = 112 * 1024;
