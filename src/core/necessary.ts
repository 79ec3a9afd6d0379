/** A package or folder of an image, and how much of it a running service opened. Bytes are of whole files. */
export interface OpenedGroup {
  /** `python`, `node` and `dpkg` are packages; `folder` is what belongs to none. */
  readonly kind: "python" | "node" | "dpkg" | "folder";
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
  readonly openedFiles: number;
  readonly openedBytes: number;
}

/**
 * The files of an image that a service opened from its start to its stop, while its routes were asked for: the floor that
 * the image could come down to. What another route, locale or error would open is not among them, so it is advice only.
 */
export interface Necessary {
  /** How it was watched, in words. */
  readonly how: string;
  /** What was asked of the service: routes, `health check`, and `tests: COMMAND` where its own tests were run. */
  readonly driven: readonly string[];
  readonly files: number;
  readonly bytes: number;
  readonly imageFiles: number;
  readonly imageBytes: number;
  /** Sorted by path. */
  readonly opened: readonly { readonly path: string; readonly bytes: number }[];
  /** The most unopened bytes first. */
  readonly groups: readonly OpenedGroup[];
}

/** Why nothing is known. */
export interface NotWatched {
  readonly notWatched: string;
}
