import type { Necessary, NotWatched } from "../core/necessary.ts";
import { SeaworthyError } from "../core/errors/index.ts";
import { inOneLine } from "../core/errors/in-one-line.ts";
import { watchOpened } from "../claims/index.ts";
import { collecting } from "./evidence.ts";
import { openTrial, type Proving } from "./trial.ts";

/** Watches beside other work on the same images: most of the time of either is waiting. */
export class Watch {
  necessary: Necessary | NotWatched | undefined;

  readonly beside = async (proving: Proving): Promise<void> => {
    this.necessary = await necessaryOf(proving);
  };
}

/** The files that a service opens, watched in a container of its own; why not, where that cannot be seen. */
async function necessaryOf(proving: Proving): Promise<Necessary | NotWatched> {
  const { trial, log, finish } = openTrial(proving);
  try {
    return await collecting(log, () => watchOpened(trial));
  } catch (error) {
    if (!(error instanceof SeaworthyError) || proving.session.signal.aborted) throw error;
    return { notWatched: inOneLine(error).slice(0, 300) };
  } finally {
    await finish();
  }
}
