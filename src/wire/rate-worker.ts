import type { RatedFile, Run } from "../core/ports/workflows.ts";
import { serveTasks } from "../host/worker-pool.ts";
import type { Context } from "../workflows/context.ts";
import { isRateTask, rateTask } from "../workflows/rate.ts";
import { makeContext } from "./context.ts";

// The start of a thread of `rate --jobs`: the same rating as in the main thread, which has told of the configs already.
let context: Context | undefined;
const run: Run = {
  observer: { on: () => {}, ask: () => Promise.resolve(false) },
  signal: new AbortController().signal,
};
serveTasks<readonly RatedFile[]>((task) => {
  if (!isRateTask(task)) throw new TypeError("not a task of rate");
  return rateTask((context ??= makeContext(task.wire)), task, run);
});
