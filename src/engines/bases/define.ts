import { createHash } from "node:crypto";

/** A root filesystem made by mmdebstrap from a Debian suite. */
export interface Bootstrap {
  readonly kind: "bootstrap";
  readonly suite: "bookworm" | "trixie";
  /** Paths in the root, patterns among them, that are taken away: caches, logs, what names this machine. */
  readonly without: readonly string[];
  /** Path in the root -> text of files that no package brings. */
  readonly files: Readonly<Record<string, string>>;
}

/** An image built by the engine on top of other bases. */
export interface Layered {
  readonly kind: "layered";
  readonly dockerfile: string;
  /** Path in the build context -> text. */
  readonly files: Readonly<Record<string, string>>;
  /** Folder in the build context -> the npm package (name and version range) that is unpacked there. */
  readonly npm: Readonly<Record<string, string>>;
}

/** How a local stand-in for an official image is made, and what of the official one it has not. */
export interface BaseDefinition {
  /** The name that it is made under, as people write it. */
  readonly reference: string;
  /** Other official names that mean the same image here. */
  readonly aliases: readonly string[];
  /** What it is made from, in words; becomes its label. */
  readonly madeFrom: string;
  /** Where it differs from the official image. */
  readonly differs: string;
  /** Bases that have to be there first. */
  readonly parents: readonly string[];
  /** True for bases of builder stages: the host's extra certificates are put into their trust store. */
  readonly builder: boolean;
  readonly recipe: Bootstrap | Layered;
}

/** Names the recipe and everything that it rests on: the same digest means that a cached image is still the right one. */
export function recipeDigest(
  definition: BaseDefinition,
  parentDigests: readonly string[],
  certificateFingerprints: readonly string[],
): string {
  const told = JSON.stringify([
    definition.recipe,
    definition.madeFrom,
    parentDigests,
    definition.builder ? [...certificateFingerprints].sort() : [],
  ]);
  return `sha256:${createHash("sha256").update(told).digest("hex")}`;
}
