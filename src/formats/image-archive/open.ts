import { createHash } from "node:crypto";
import type { ByteSource } from "../../core/ports/host.ts";
import { type ImageConfig, layerInstructions, readConfig } from "./config.ts";
import { type Compression, compressionOf } from "./decompress.ts";
import { archiveError } from "./errors.ts";
import { EntryBudget, FinalView, type ViewChange } from "./final-view.ts";
import { readJson } from "./json.ts";
import { type ArchiveLimits, defaultLimits } from "./limits.ts";
import { type LayerParts, type LayerScan, scanLayer } from "./layer-scan.ts";
import { type Choice, locateImage, verifyDigest } from "./locate.ts";
import type { ContentSink, TarEntry } from "./tar-parser.ts";
import { TarIndex } from "./tar-index.ts";

export interface ImageManifest {
  readonly format: "docker-archive" | "oci";
  readonly tags: readonly string[];
  /** `sha256:…` of the OCI manifest; null for docker archives. */
  readonly digest: string | null;
  /** `sha256:…` of the configuration: the image id. */
  readonly imageId: string;
}

/** One layer, lowest first. Reading it to its end verifies its digests. */
export interface ImageLayer {
  readonly index: number;
  /** `sha256:…` of the uncompressed layer. */
  readonly digest: string;
  readonly compression: Compression;
  /** Bytes in the archive. */
  readonly storedBytes: number;
  /** The instruction that made it, as a person wrote it; empty where the history does not say. */
  readonly instruction: string;
  /** Entries in order, whiteouts included. Nothing of the content is kept. */
  entries(): AsyncGenerator<TarEntry>;
  /** One pass over the layer; answers its uncompressed bytes. */
  scan(visit: LayerVisitor): Promise<number>;
  /** The same, with digests that may still be worked out when it comes back. What it told counts only once they are verified. */
  scanAhead(visit: LayerVisitor): Promise<LayerScan>;
}

/** `offset` is where the content lies in the archive as it is, or null; see {@link Content}. */
export type LayerVisitor = (entry: TarEntry, ordinal: number, offset: number | null) => ContentSink | null;
export type ImageVisitor = (
  layer: ImageLayer,
  entry: TarEntry,
  ordinal: number,
  offset: number | null,
) => ContentSink | null;

/** A file of some layer, whether or not it is still there in the end. */
export interface ReadFile {
  readonly layer: ImageLayer;
  readonly entry: TarEntry;
  readonly ordinal: number;
  readonly bytes: Uint8Array;
}

/** An image in an archive, read where it lies. */
export interface ImageArchive {
  readonly manifest: ImageManifest;
  readonly config: ImageConfig;
  readonly layers: readonly ImageLayer[];
  /** One pass over all layers, digests verified; answers the merged view and the uncompressed bytes of each layer. */
  scan(
    visit: ImageVisitor,
    onChange?: (change: ViewChange) => void,
  ): Promise<{ readonly view: FinalView; readonly layerBytes: readonly number[] }>;
  /** The same, with digests that may still be worked out when it comes back. What it told counts only once `verify` has been waited for. */
  scanAhead(
    visit: ImageVisitor,
    onChange?: (change: ViewChange) => void,
  ): Promise<{ readonly view: FinalView; readonly verify: () => Promise<void> }>;
  /** Bytes of the archive at an offset that a scan told, in `into` where they fit; fewer only where the archive was cut meanwhile. */
  readAt(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array>;
  /** The content of the files that `wanted` picks, deleted and overwritten ones included, layer by layer. */
  readFiles(
    wanted: (entry: TarEntry, layer: ImageLayer) => boolean,
    options?: { readonly maxBytes?: number },
  ): AsyncGenerator<ReadFile>;
}

export interface OpenOptions extends Choice {
  readonly limits?: Partial<ArchiveLimits>;
}

/**
 * Opens a saved image (docker save, podman save, an OCI layout in a tar). Reads manifest and configuration, and of the
 * layers their first bytes only.
 * @throws SeaworthyError with one of the names of {@link ImageArchiveProblem}
 */
export async function openImage(source: ByteSource, options: OpenOptions = {}): Promise<ImageArchive> {
  const limits = { ...defaultLimits, ...options.limits };
  const index = await TarIndex.read(source, limits);
  const parts = await locateImage(source, index, options, limits);
  const { value, bytes } = await readJson(source, parts.config.member, limits);
  if (parts.config.digest !== null) verifyDigest(bytes, parts.config.digest, parts.config.member.entry.path);
  const config = readConfig(value);
  if (config.diffIds.length !== parts.layers.length) {
    throw archiveError(
      "image-archive-malformed",
      "Manifest and configuration do not agree.",
      `${parts.layers.length} layers, ${config.diffIds.length} diff ids.`,
    );
  }
  if (parts.layers.length > limits.layers) {
    throw archiveError(
      "image-archive-too-large",
      "The image has too many layers.",
      `${parts.layers.length} layers; the limit is ${limits.layers}.`,
    );
  }
  const instructions = layerInstructions(config);
  const layers: ImageLayer[] = [];
  for (const [at, blob] of parts.layers.entries()) {
    const head = await source.read(blob.member.offset, Math.min(8, blob.member.size));
    layers.push(
      layerOf({
        source,
        limits,
        member: blob.member,
        blobDigest: blob.digest,
        compression: compressionOf(head),
        index: at,
        diffId: config.diffIds[at] ?? "",
        instruction: instructions[at] ?? "",
      }),
    );
  }
  const imageId = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const manifest = { format: parts.format, tags: parts.tags, digest: parts.manifestDigest, imageId };
  return {
    manifest,
    config,
    layers,
    scan: async (visit, onChange) => {
      const { verify, ...scanned } = await scanAll(source, layers, limits, visit, onChange);
      await verify();
      return scanned;
    },
    scanAhead: (visit, onChange) => scanAll(source, layers, limits, visit, onChange),
    readAt: (offset, length, into) => source.read(offset, length, into),
    readFiles: (wanted, read) => readFiles(layers, wanted, read?.maxBytes ?? 16 * 1024 * 1024),
  };
}

function layerOf(parts: LayerParts): ImageLayer {
  const { member, diffId, compression, index, instruction } = parts;
  return {
    index,
    digest: diffId,
    compression,
    storedBytes: member.size,
    instruction,
    entries: () => entriesOf(parts),
    scan: async (visit) => {
      const { bytes, verified } = await scanLayer(parts, visit);
      await verified;
      return bytes;
    },
    scanAhead: (visit) => scanLayer(parts, visit),
  };
}

async function* entriesOf(parts: LayerParts): AsyncGenerator<TarEntry> {
  // Headers are small: a layer's list is kept whole, its content never is.
  const entries: TarEntry[] = [];
  const budget = new EntryBudget(parts.limits.entries);
  const { verified } = await scanLayer(parts, (entry) => {
    budget.take();
    entries.push(entry);
    return null;
  });
  await verified;
  yield* entries;
}

async function scanAll(
  source: ByteSource,
  layers: readonly ImageLayer[],
  limits: ArchiveLimits,
  visit: ImageVisitor,
  onChange?: (change: ViewChange) => void,
): Promise<{ view: FinalView; layerBytes: number[]; verify: () => Promise<void> }> {
  const view = new FinalView(onChange);
  const budget = new EntryBudget(limits.entries);
  const layerBytes: number[] = [];
  const verifications: Promise<void>[] = [];
  for (const layer of layers) {
    const { bytes, verified } = await layer.scanAhead((entry, ordinal, offset) => {
      budget.take();
      view.add(entry, ordinal, offset);
      return visit(layer, entry, ordinal, offset);
    });
    layerBytes.push(bytes);
    verifications.push(verified);
    view.closeLayer();
  }
  const verified = inOrder(verifications);
  // Whoever fails before it comes back for this has another failure to tell.
  verified.catch(() => {});
  const verify = (): Promise<void> => {
    source.hurry?.();
    return verified;
  };
  return { view, layerBytes, verify };
}

/** The lowest layer's failure first. */
async function inOrder(verifications: readonly Promise<void>[]): Promise<void> {
  for (const one of verifications) await one;
}

async function* readFiles(
  layers: readonly ImageLayer[],
  wanted: (entry: TarEntry, layer: ImageLayer) => boolean,
  maxBytes: number,
): AsyncGenerator<ReadFile> {
  for (const layer of layers) {
    const files: ReadFile[] = [];
    await layer.scan((entry, ordinal) => {
      if (entry.type !== "file" || !wanted(entry, layer)) return null;
      return collect(maxBytes, (bytes) => files.push({ layer, entry, ordinal, bytes }));
    });
    yield* files;
  }
}

/** A sink that keeps the first `maxBytes` of a file's content and hands them on at its end. */
export function collect(maxBytes: number, done: (bytes: Uint8Array) => void): ContentSink {
  const pieces: Uint8Array[] = [];
  let kept = 0;
  return {
    get full() {
      return kept >= maxBytes;
    },
    chunk(bytes) {
      if (kept >= maxBytes) return;
      const piece = bytes.slice(0, maxBytes - kept);
      pieces.push(piece);
      kept += piece.length;
    },
    end() {
      done(pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces));
    },
  };
}
