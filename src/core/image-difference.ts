import type { InspectedPackage } from "./inspection.ts";

/** One of two images that are held against each other. */
export interface DifferingImage {
  readonly name: string;
  readonly id: string;
  /** Bytes of file content in all layers. */
  readonly bytes: number;
  readonly wastedBytes: number;
  readonly packages: number;
}

export interface LayerDifference {
  /** `same` digest in both · `removed` only in the first · `added` only in the second. */
  readonly kind: "same" | "removed" | "added";
  readonly digest: string;
  readonly instruction: string;
  readonly size: number;
}

/** `content` other bytes or another link target · `metadata` the same bytes with another mode, owner or kind. */
export interface FileDifference {
  readonly path: string;
  readonly kind: "added" | "removed" | "content" | "metadata";
  readonly bytesBefore: number | null;
  readonly bytesAfter: number | null;
}

export interface PackageDifference {
  readonly kind: InspectedPackage["kind"];
  readonly name: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What changed between two images, as a container of each would see it. */
export interface ImageDifference {
  readonly before: DifferingImage;
  readonly after: DifferingImage;
  readonly layers: readonly LayerDifference[];
  /** By path. */
  readonly files: readonly FileDifference[];
  readonly packages: readonly PackageDifference[];
  /** Settings of the configuration that differ, as text. */
  readonly config: readonly { readonly setting: string; readonly before: string; readonly after: string }[];
}
