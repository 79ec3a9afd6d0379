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
    this.worker = new Worker(`(${hashing.toString()})(require, ${descriptor})`, {
      eval: true,
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

/** What the thread does. It is handed over as text, so it may use nothing but what it is given. */
function hashing(load: NodeJS.Require, descriptor: number): void {
  const { parentPort } = load("node:worker_threads") as typeof import("node:worker_threads");
  const { readSync } = load("node:fs") as typeof import("node:fs");
  const { createHash } = load("node:crypto") as typeof import("node:crypto");
  const buffer = new Uint8Array(256 * 1024);
  parentPort?.on("message", ([offset, length]: [number, number]) => {
    try {
      const hash = createHash("sha256");
      for (let at = 0; at < length;) {
        const got = readSync(descriptor, buffer, 0, Math.min(buffer.length, length - at), offset + at);
        if (got === 0) break;
        hash.update(got === buffer.length ? buffer : buffer.subarray(0, got));
        at += got;
      }
      parentPort.postMessage({ digest: hash.digest("hex") });
    } catch (error) {
      parentPort.postMessage({ error: String(error) });
    }
  });
}
