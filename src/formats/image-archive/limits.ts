/** Bounds on what an archive may make the reader do. Real images stay far below them; hostile ones meet them early. */
export interface ArchiveLimits {
  /** Bytes of one uncompressed layer. */
  readonly layerBytes: number;
  /** Uncompressed over compressed bytes, asked only beyond `ratioFreeBytes`. */
  readonly ratio: number;
  readonly ratioFreeBytes: number;
  /** Layers of one image; engines stop at 127. */
  readonly layers: number;
  /** Entries of all layers together. */
  readonly entries: number;
  /** Bytes of one extended header (PAX or GNU long name). */
  readonly headerBytes: number;
  /** Bytes of one path. */
  readonly pathBytes: number;
  /** Bytes of one JSON document (manifest, index, configuration). */
  readonly jsonBytes: number;
  /** Bytes of the window that a zstd frame asks for. */
  readonly zstdWindowBytes: number;
}

export const defaultLimits: ArchiveLimits = {
  layerBytes: 64 * 1024 ** 3,
  ratio: 200,
  ratioFreeBytes: 1024 ** 3,
  layers: 1024,
  entries: 5_000_000,
  headerBytes: 1024 ** 2,
  pathBytes: 64 * 1024,
  jsonBytes: 16 * 1024 ** 2,
  zstdWindowBytes: 128 * 1024 ** 2,
};
