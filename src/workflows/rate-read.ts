import { SeaworthyError } from "../core/errors/index.ts";
import type { Context } from "./context.ts";
import type { Target } from "./rate-targets.ts";

/** A file with its text, or why it could not be read. */
export interface ReadTarget {
  readonly target: Target;
  readonly text: string | SeaworthyError;
}

/** Files that are read while others are rated: enough to keep the disk busy, few enough to hold in memory. */
const ahead = 16;

/** The texts of files in their order, a few read ahead. */
export async function* readAhead(context: Context, targets: readonly Target[]): AsyncGenerator<ReadTarget> {
  const reading: Promise<ReadTarget>[] = [];
  let next = 0;
  while (next < targets.length || reading.length > 0) {
    for (; next < targets.length && reading.length < ahead; next += 1) {
      const target = targets[next];
      if (target !== undefined) reading.push(read(context, target));
    }
    const first = reading.shift();
    if (first !== undefined) yield await first;
  }
}

async function read(context: Context, target: Target): Promise<ReadTarget> {
  try {
    return { target, text: await context.files.readText(target.absolute) };
  } catch (error) {
    if (error instanceof SeaworthyError) return { target, text: error };
    throw error;
  }
}
