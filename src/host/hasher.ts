import { Worker } from "node:worker_threads";

interface Waiting {
  readonly resolve: (digest: string) => void;
  readonly reject: (error: Error) => void;
}

/** SHA-256 of ranges of an open file, one after the other, in a thread of its own. */
export class Hasher {
  private readonly worker: Worker;
  private readonly waiting: Waiting[] = [];

  constructor(descriptor: number) {
    this.worker = new Worker(program, {
      eval: true,
      workerData: descriptor,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32, stackSizeMb: 1 },
    });
    this.worker.unref();
    this.worker.on("message", (answer: { digest: string } | { error: string }) => {
      const first = this.waiting.shift();
      if ("digest" in answer) first?.resolve(answer.digest);
      else first?.reject(new Error(answer.error));
    });
    this.worker.on("error", (error: Error) => this.fail(error));
    this.worker.on("exit", () => this.fail(new Error("the reading was ended")));
  }

  digest(offset: number, length: number): Promise<string> {
    // Whoever waits for an answer must not find the process gone.
    this.worker.ref();
    return new Promise<string>((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      this.worker.postMessage([offset, length]);
    }).finally(() => {
      if (this.waiting.length === 0) this.worker.unref();
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private fail(error: Error): void {
    for (const one of this.waiting.splice(0)) one.reject(error);
  }
}

/**
 * What the thread does, as text: a thread's program is otherwise a file of its own, and everything here is one bundle.
 * Threads of a process share its descriptors.
 */
const program = `
const { parentPort, workerData } = require("node:worker_threads");
const { readSync } = require("node:fs");
const { createHash } = require("node:crypto");
const buffer = new Uint8Array(256 * 1024);
parentPort.on("message", ([offset, length]) => {
  try {
    const hash = createHash("sha256");
    for (let at = 0; at < length; ) {
      const got = readSync(workerData, buffer, 0, Math.min(buffer.length, length - at), offset + at);
      if (got === 0) break;
      hash.update(got === buffer.length ? buffer : buffer.subarray(0, got));
      at += got;
    }
    parentPort.postMessage({ digest: hash.digest("hex") });
  } catch (error) {
    parentPort.postMessage({ error: String(error) });
  }
});
`;
