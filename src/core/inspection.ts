import type { Dimension, Severity } from "./finding.ts";

/** What an image is and how it is run, as its configuration says. */
export interface InspectedImage {
  /** As it was asked for: a reference, or a path. */
  readonly name: string;
  readonly tags: readonly string[];
  /** `sha256:…` of the configuration: the image id. */
  readonly id: string;
  /** `sha256:…` of the OCI manifest; null for docker archives. */
  readonly digest: string | null;
  readonly format: "docker-archive" | "oci";
  /** `linux/amd64`. */
  readonly platform: string;
  /** When it was made, as its configuration says: whole seconds, UTC; null where it does not. */
  readonly created: string | null;
  /** Bytes of file content in all layers. */
  readonly bytes: number;
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly workdir: string;
  readonly exposed: readonly string[];
  readonly volumes: readonly string[];
  readonly healthcheck: readonly string[] | null;
  /** From its os-release, such as `debian 12`; null where there is none. */
  readonly distribution: string | null;
}

/** One layer, lowest first. Sizes are bytes of file content, uncompressed. */
export interface InspectedLayer {
  readonly digest: string;
  readonly size: number;
  /** Bytes in the archive. */
  readonly storedBytes: number;
  readonly compression: "none" | "gzip" | "zstd";
  readonly instruction: string;
  /** Files that it holds. */
  readonly files: number;
  /** What it did to what lay below it; folders are not counted. */
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
  /** Its bytes that a flattened image would save. */
  readonly wastedBytes: number;
}

/**
 * Why bytes are wasted: `deleted` by a later layer · `replaced` by other content · `metadata` replaced by the same content
 * with another mode, owner or time · `duplicate` written twice in one layer.
 */
export const wasteReasons = ["deleted", "replaced", "metadata", "duplicate"] as const;
export type WasteReason = (typeof wasteReasons)[number];

/** Bytes of one layer that another one made useless. */
export interface Waste {
  readonly layer: number;
  /** The layer that made them useless. */
  readonly by: number;
  readonly reason: WasteReason;
  readonly bytes: number;
  readonly files: number;
  /** The largest of them. */
  readonly largest: readonly { readonly path: string; readonly bytes: number }[];
}

/** What dive says of the same image, and why it is not the same. */
export interface DiveFigures {
  /** Sum of the smallest copy of each path over the sum of all copies. */
  readonly efficiency: number;
  readonly wastedBytes: number;
  readonly difference: readonly string[];
}

export interface InspectedUser {
  readonly declared: string;
  /** Null where the engine could not tell, and so would not start the container. */
  readonly uid: number | null;
  readonly gid: number | null;
  readonly name: string | null;
  readonly root: boolean;
  readonly problem: string | null;
}

export interface InspectedSecret {
  readonly rule: string;
  readonly title: string;
  /** `env NAME`, `label NAME`, `history`, or a path. */
  readonly where: string;
  /** Null for the configuration. */
  readonly layer: number | null;
  /** A later layer deleted or replaced the file: the layer still carries it. */
  readonly deleted: boolean;
  /** Redacted. */
  readonly value: string;
}

export const packageKinds = [
  "python",
  "conda",
  "node",
  "go",
  "cargo",
  "jar",
  "nuget",
  "gem",
  "composer",
  "dpkg",
  "apk",
  "rpm",
  "pacman",
  "opkg",
] as const;
export type PackageKind = (typeof packageKinds)[number];

export interface InspectedPackage {
  readonly kind: PackageKind;
  readonly name: string;
  readonly version: string;
  /** The file that tells of it, relative to the image's root. */
  readonly path: string;
  /** The layer that brought it. */
  readonly layer: number;
  /** Package URL. */
  readonly purl: string;
}

/** How programs and libraries hang together, from the headers of their files. */
export interface InspectedLinks {
  /** ELF files by machine. */
  readonly machines: Readonly<Record<string, number>>;
  /** Libraries that a file names and that the loader would not find. `elsewhere` is where one of that name lies. */
  readonly missing: readonly {
    readonly path: string;
    readonly layer: number;
    readonly library: string;
    readonly elsewhere: string | null;
  }[];
  /** Libraries in the loader's folders that no file names: only a program that opens them by itself could use them. */
  readonly unused: readonly { readonly path: string; readonly layer: number; readonly bytes: number }[];
  /** Loaders and script interpreters, and whether they are in the image. */
  readonly interpreters: readonly {
    readonly interpreter: string;
    readonly files: number;
    readonly found: boolean;
    readonly example: string;
  }[];
  /** What the image starts; null where it says nothing. */
  readonly start: {
    readonly argv: readonly string[];
    readonly path: string | null;
    readonly problem: string | null;
  } | null;
}

/** A file whose mode matters. */
export interface InspectedMode {
  readonly path: string;
  readonly layer: number;
  /** Octal, such as `4755`. */
  readonly mode: string;
  readonly uid: number;
}

/** One thing that a check found in an image. */
export interface ImageFinding {
  /** Permanent, such as `SWI101`. */
  readonly rule: string;
  readonly slug: string;
  /** The same check elsewhere, as `tool:id`. */
  readonly aka: readonly string[];
  readonly severity: Severity;
  readonly dimension: Dimension;
  readonly message: string;
  readonly why: string;
  /** A path, `env NAME`, `history` …; null for the image as a whole. */
  readonly where: string | null;
  readonly layer: number | null;
}

/** A part of the image that could not be examined, and why. */
export interface InspectionGap {
  readonly code: string;
  readonly what: string;
  readonly where: string | null;
}

/** All that reading an image once tells. */
export interface ImageInspection {
  readonly image: InspectedImage;
  readonly layers: readonly InspectedLayer[];
  /** The bytes that a flattened image would save. */
  readonly wastedBytes: number;
  /** Share of the content that is still there in the end, 0 to 1. */
  readonly efficiency: number;
  readonly waste: readonly Waste[];
  readonly dive: DiveFigures;
  readonly user: InspectedUser;
  /** Null where they were not looked for. */
  readonly secrets: readonly InspectedSecret[] | null;
  readonly setuid: readonly InspectedMode[];
  readonly worldWritable: readonly InspectedMode[];
  readonly emptyPasswords: readonly string[];
  readonly packages: readonly InspectedPackage[];
  readonly links: InspectedLinks;
  readonly findings: readonly ImageFinding[];
  readonly errors: readonly InspectionGap[];
}
