import type { Running, StartOptions, Trial } from "../../core/ports/trial.ts";

/** Where a check looks: the image under proof and its container, or a broken one in its place. */
export interface World {
  readonly trial: Trial;
  readonly image: string;
  /** Variables over the plan's, for commands in a container of their own. */
  readonly env: Readonly<Record<string, string>>;
  /** The container, started when it is first asked for. */
  readonly running: () => Promise<Running>;
  /** Whether a container that does not get ready is what is looked for, as in a control. */
  readonly broken: boolean;
}

/** The world as it is: the container that all claims share, or with options one of the claim's own. */
export function world(trial: Trial, options?: StartOptions, broken = false): World {
  let started: Promise<Running> | undefined;
  return {
    trial,
    image: options?.image ?? trial.image,
    env: options?.env ?? {},
    running: () => (started ??= trial.start(options)),
    broken,
  };
}

let variants = 0;

/** A name for a build that no other claim has: each removes its own. */
export function variantName(what: string): string {
  variants += 1;
  return `own-${what}-${variants}`;
}
