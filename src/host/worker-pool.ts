import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { CancelledError } from "../core/errors/index.ts";

/** Tasks by their number, in a form that can be copied between threads; so are the answers. */
interface Asked {
  readonly at: number;
  readonly task: unknown;
}

type Answered<R> = { readonly at: number; readonly answer: R } | { readonly at: number; readonly fault: string };

/**
 * Does tasks in threads that run `entry`, which calls `serveTasks`; answers come in the order of the tasks. Each thread takes
 * the next task when it is done with one.
 * @throws what a thread could not do, or CancelledError where the signal came; all threads are ended then
 */
export async function inThreads<R>(
  entry: URL,
  tasks: readonly unknown[],
  threads: number,
  signal: AbortSignal,
): Promise<readonly R[]> {
  const answers: R[] = [];
  let next = 0;
  let done = 0;
  const workers: Worker[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const cancel = (): void => reject(new CancelledError("cancelled by the user"));
      if (signal.aborted) cancel();
      signal.addEventListener("abort", cancel, { once: true });
      const give = (worker: Worker): void => {
        const at = next;
        const task = tasks[at];
        if (at >= tasks.length || task === undefined) return;
        next += 1;
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage({ at, task } satisfies Asked);
      };
      if (tasks.length === 0) resolve();
      for (let count = Math.min(threads, tasks.length); count > 0; count -= 1) {
        const worker = new Worker(entry);
        workers.push(worker);
        worker.on("message", (answered: Answered<R>) => {
          if ("fault" in answered) return reject(new Error(answered.fault));
          answers[answered.at] = answered.answer;
          done += 1;
          if (done === tasks.length) resolve();
          else give(worker);
        });
        worker.once("error", reject);
        worker.once("exit", (code) => reject(new Error(`a thread ended early, with ${code}`)));
        give(worker);
      }
    });
  } finally {
    for (const worker of workers) worker.removeAllListeners("exit");
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return answers;
}

/** The thread's side: does each task that comes. */
export function serveTasks<R>(work: (task: unknown) => Promise<R>): void {
  const port = parentPort;
  if (isMainThread || port === null) throw new TypeError("only a thread serves tasks");
  port.on("message", ({ at, task }: Asked) => {
    work(task).then(
      (answer) => port.postMessage({ at, answer } satisfies Answered<R>),
      (error: unknown) => {
        const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
        port.postMessage({ at, fault } satisfies Answered<R>);
      },
    );
  });
}
