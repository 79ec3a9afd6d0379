import type { ImageInspection } from "../inspection.ts";
import type { ImageContents } from "../image-contents.ts";
import type { ImageDifference } from "../image-difference.ts";
import type { Run } from "./workflows.ts";

/** Which image, and of an archive that holds several, which of them. */
export interface ImageChoice {
  /** An archive (docker save, podman save, OCI), a folder with an OCI layout, or an image of the engine. */
  readonly name: string;
  /** A tag inside the archive. */
  readonly tag: string | null;
  /** `linux/arm64`, where an index holds several. */
  readonly platform: string | null;
}

export interface InspectOptions extends ImageChoice {
  /** False leaves out the search for secrets, the slowest part. */
  readonly secrets: boolean;
}

/** What is asked of images without running them. */
export interface ImageFlows {
  /** Reads an image once, digests verified. */
  inspect(options: InspectOptions, run: Run): Promise<ImageInspection>;
  /** The same, with every entry of every layer. */
  contents(options: InspectOptions, run: Run): Promise<ImageContents>;
  /** What changed from one image to another. */
  difference(options: { before: ImageChoice; after: ImageChoice }, run: Run): Promise<ImageDifference>;
}
