import { createHash } from "node:crypto";
import { readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";

interface Job {
  readonly offset: number;
  readonly length: number;
  readonly resolve: (digest: string) => void;
  readonly reject: (error: Error) => void;
}

/** Ranges that both threads can take; further ones are the other thread's alone. */
const shared = 4096;
const stopped = "the reading was ended";
const pieceBytes = 64 * 1024;
/** Bytes after which others get their turn, a Ctrl-C among them. */
export const turnBytes = 16 * 1024 * 1024;

/**
 * SHA-256 of ranges of an open file in a thread of its own, from the first range on. Whoever has nothing left to do can take
 * ranges from the last one on: both mark what they take.
 */
export class Hasher {
  private readonly descriptor: number;
  private readonly worker: Worker;
  private readonly jobs = new Map<number, Job>();
  private readonly taken = new Int32Array(new SharedArrayBuffer(4 * shared));
  private count = 0;
  private ended = false;

  constructor(descriptor: number) {
    this.descriptor = descriptor;
    this.worker = new Worker(program, {
      eval: true,
      workerData: { descriptor, taken: this.taken },
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32, stackSizeMb: 1 },
    });
    this.worker.unref();
    this.worker.on("message", (answer: { index: number } & ({ digest: string } | { error: string })) => {
      const job = this.done(answer.index);
      if ("digest" in answer) job?.resolve(answer.digest);
      else job?.reject(new Error(answer.error));
    });
    this.worker.on("error", (error: Error) => this.fail(error));
    this.worker.on("exit", () => this.fail(new Error(stopped)));
  }

  digest(offset: number, length: number): Promise<string> {
    // Whoever waits for an answer must not find the process gone.
    this.worker.ref();
    return new Promise<string>((resolve, reject) => {
      const index = this.count++;
      this.jobs.set(index, { offset, length, resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      this.worker.postMessage([index, offset, length]);
    });
  }

  /** Takes over ranges that the other thread has not begun, the last one first. */
  async help(): Promise<void> {
    const buffer = new Uint8Array(pieceBytes);
    for (let index = Math.min(this.count, shared) - 1; index >= 0 && !this.ended; index--) {
      const job = this.jobs.get(index);
      if (job === undefined || Atomics.compareExchange(this.taken, index, 0, 1) !== 0) continue;
      try {
        const digest = await this.work(job, buffer);
        this.done(index)?.resolve(digest);
      } catch (error) {
        this.done(index)?.reject(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.worker.terminate();
  }

  private async work({ offset, length }: Job, buffer: Uint8Array): Promise<string> {
    const hash = createHash("sha256");
    for (let at = 0, turn = turnBytes; at < length;) {
      const got = readSync(this.descriptor, buffer, 0, Math.min(buffer.length, length - at), offset + at);
      if (got === 0) break;
      hash.update(got === buffer.length ? buffer : buffer.subarray(0, got));
      at += got;
      if (at < turn) continue;
      turn += turnBytes;
      await setImmediate();
      if (this.ended) throw new Error(stopped);
    }
    return hash.digest("hex");
  }

  private done(index: number): Job | undefined {
    const job = this.jobs.get(index);
    this.jobs.delete(index);
    if (this.jobs.size === 0) this.worker.unref();
    return job;
  }

  private fail(error: Error): void {
    for (const job of this.jobs.values()) job.reject(error);
    this.jobs.clear();
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
const { descriptor, taken } = workerData;
const buffer = new Uint8Array(${pieceBytes});
parentPort.on("message", ([index, offset, length]) => {
  if (index < taken.length && Atomics.compareExchange(taken, index, 0, 1) !== 0) return;
  try {
    const hash = createHash("sha256");
    for (let at = 0; at < length; ) {
      const got = readSync(descriptor, buffer, 0, Math.min(buffer.length, length - at), offset + at);
      if (got === 0) break;
      hash.update(got === buffer.length ? buffer : buffer.subarray(0, got));
      at += got;
    }
    parentPort.postMessage({ index, digest: hash.digest("hex") });
  } catch (error) {
    parentPort.postMessage({ index, error: String(error) });
  }
});
`;
