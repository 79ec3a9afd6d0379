import type { PackageKind } from "../../core/inspection.ts";

/** A package that metadata in the image tells of. */
export interface ImagePackage {
  readonly kind: PackageKind;
  readonly name: string;
  readonly version: string;
  /** The file that tells of it, relative to the image's root. */
  readonly path: string;
  /** Index of the layer that brought it. */
  readonly layer: number;
}
