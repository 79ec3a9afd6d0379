import { setTimeout as wait } from "node:timers/promises";
import { CancelledError } from "../core/errors/index.ts";
import type { Clock } from "../core/ports/host.ts";

export const clock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  async sleep(ms, signal) {
    try {
      await wait(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted) throw new CancelledError("cancelled while waiting");
      throw error;
    }
  },
};
