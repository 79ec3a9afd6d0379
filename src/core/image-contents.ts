import type { ImageInspection } from "./inspection.ts";

/** What one layer did to one path. */
export interface LayerEntry {
  readonly path: string;
  readonly change: "added" | "changed" | "deleted";
  readonly type: "file" | "hardlink" | "symlink" | "character" | "block" | "directory" | "fifo";
  /** Content; of a deleted entry what it had. */
  readonly bytes: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Target of a link; empty for others. */
  readonly link: string;
}

/** An inspection with every entry of every layer, in order, lowest layer first. */
export interface ImageContents {
  readonly inspection: ImageInspection;
  readonly layers: readonly (readonly LayerEntry[])[];
}
