/** A package that metadata in the image tells of. */
export interface ImagePackage {
  readonly kind: "python" | "node" | "dpkg";
  readonly name: string;
  readonly version: string;
  /** Its metadata file, relative to the image's root. */
  readonly path: string;
  /** Index of the layer that brought it. */
  readonly layer: number;
}
