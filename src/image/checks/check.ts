import type { Dimension, Severity } from "../../core/finding.ts";
import type { InspectedLinks, InspectedMode, InspectedSecret } from "../../core/inspection.ts";
import type { FinalView, ImageArchive } from "../../formats/image-archive/index.ts";
import type { ShellCommand } from "../../formats/shell/index.ts";
import type { DeadContent } from "../contents/changes.ts";
import type { ImagePackage } from "../packages/package.ts";
import type { EffectiveUser } from "../user.ts";

/** What the checks look at: facts of the image, never the text of a Dockerfile. */
export interface ImageFacts {
  readonly image: Pick<ImageArchive, "config" | "layers" | "manifest">;
  readonly view: FinalView;
  readonly user: EffectiveUser;
  readonly accounts: { readonly passwd: string; readonly group: string; readonly shadow: string };
  readonly setuid: readonly InspectedMode[];
  readonly worldWritable: readonly InspectedMode[];
  /** Null where they were not looked for. */
  readonly secrets: readonly InspectedSecret[] | null;
  readonly packages: readonly ImagePackage[];
  readonly links: InspectedLinks;
  readonly dead: readonly DeadContent[];
  /** Machines of the ELF files, and that of the platform; null where it is not known. */
  readonly machine: string | null;
  /** The shell commands of each layer's instruction. */
  readonly commands: readonly (readonly ShellCommand[])[];
}

export interface Found {
  readonly message: string;
  /** A path, `env NAME`, `history` …; null for the image as a whole. */
  readonly where: string | null;
  readonly layer: number | null;
}

/** A check of an image: data, and one function. */
export interface ImageCheck {
  /** Permanent, never given twice. */
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly severity: Severity;
  readonly dimension: Dimension;
  readonly aka: readonly string[];
  readonly why: string;
  readonly check: (facts: ImageFacts) => readonly Found[];
}

export const whole = (message: string): Found => ({ message, where: null, layer: null });

/** `a, b, c and 4 more`. */
export function some(names: readonly string[], shown: number = 3): string {
  const head = names.slice(0, shown).join(", ");
  return names.length <= shown ? head : `${head} and ${names.length - shown} more`;
}

/** `1 path`, `3 paths`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
