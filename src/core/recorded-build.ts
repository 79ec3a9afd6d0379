import type { PackageKind } from "./inspection.ts";

/** Something that a stage takes from elsewhere: what it stands on, a `COPY --from`, a mount. */
export interface StageInput {
  /** Name of a stage, or an image reference; empty where the file does not tell. */
  readonly from: string;
  /** Whether `from` is a stage of the same file. */
  readonly stage: boolean;
  readonly through: "from" | "copy" | "mount";
  /** What is taken, such as `/app/.venv → .venv`; empty for a base. */
  readonly what: string;
  readonly line: number;
}

/** A stage of the Dockerfile. Lines count from 1. */
export interface RecordedStage {
  /** Its alias, or its number where it has none. */
  readonly name: string;
  readonly line: number;
  readonly instructions: number;
  readonly inputs: readonly StageInput[];
  /** `final` is what is shipped; `base` it stands on; from `source` stages files are taken; an `unused` one is never built. */
  readonly role: "final" | "base" | "source" | "unused";
}

/** The Dockerfile that was built, whole, so that its lost points can be shown at their lines. */
export interface RecordedDockerfile {
  readonly path: string;
  readonly text: string;
  /** What it replaced; null where there was nothing, or nothing else. */
  readonly before: string | null;
  readonly stages: readonly RecordedStage[];
}

/** A folder or a file with the bytes below it. Small ones are put together: `rest` says how many. */
export interface ContentPart {
  /** One name, or several joined by `/` where each folder holds only the next. */
  readonly name: string;
  readonly bytes: number;
  readonly files: number;
  readonly rest?: number | undefined;
  readonly parts?: readonly ContentPart[] | undefined;
}

/** What one layer brought. */
export interface ContentLayer {
  readonly instruction: string;
  /** Bytes of file content, those included that a later layer deleted or replaced. */
  readonly bytes: number;
  readonly files: number;
  readonly goneBytes: number;
  readonly parts: readonly ContentPart[];
}

export interface RecordedPackage {
  readonly kind: PackageKind;
  readonly name: string;
  /** Null where its metadata was not read. */
  readonly version: string | null;
  /** Index of the layer that brought it; null where layers were not read. */
  readonly layer: number | null;
  /** Bytes of the files that it installed, their bytecode included; null where no list of them was found. */
  readonly bytes: number | null;
}

/** An image's files and packages. */
export interface RecordedContents {
  /** `layers`: each layer was read. `files`: the finished file system was listed as one, in a container. */
  readonly read: "layers" | "files";
  readonly layers: readonly ContentLayer[];
  readonly packages: readonly RecordedPackage[];
}
