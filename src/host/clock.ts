import { setMaxListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { CancelledError } from "../core/errors/index.ts";
import type { Clock } from "../core/ports/host.ts";

export const clock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  async sleep(ms, signal) {
    // Sleepers of one run share its signal, however many there are.
    if (signal !== undefined) setMaxListeners(0, signal);
    try {
      await wait(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted) throw new CancelledError("cancelled while waiting");
      throw error;
    }
  },
};
