import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { inThreads } from "./worker-pool.ts";

const folder = mkdtempSync(join(tmpdir(), "threads-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A thread's start that does `work` with `task`, a number. */
function entry(name: string, work: string): URL {
  const file = join(folder, `${name}.mjs`);
  const body = `import { parentPort as port, threadId } from "node:worker_threads";
port.on("message", ({ at, task }) => { ${work} });`;
  writeFileSync(file, body);
  return pathToFileURL(file);
}

const doubling = "setTimeout(() => port.postMessage({ at, answer: [threadId, task * 2] }), task === 0 ? 100 : 1);";
const tasks = [0, 1, 2, 3, 4, 5];
const never = new AbortController().signal;

describe("threads", () => {
  it("answer in the order of the tasks, whichever is done first", async () => {
    const answers = await inThreads<[number, number]>(entry("double", doubling), tasks, 2, never);
    expect(answers.map(([, doubled]) => doubled)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(new Set(answers.map(([thread]) => thread)).size).toBe(2);
  });

  it("are no more than there are tasks", async () => {
    const answers = await inThreads<[number, number]>(entry("few", doubling), [7], 8, never);
    expect(answers).toHaveLength(1);
    expect(await inThreads(entry("none", doubling), [], 8, never)).toEqual([]);
  });

  it.each([
    { says: "a fault", work: 'port.postMessage({ at, fault: "it broke" });', message: "it broke" },
    { says: "a thread that throws", work: 'throw new Error("thrown");', message: "thrown" },
    { says: "a thread that ends", work: "process.exit(3);", message: "a thread ended early, with 3" },
    { says: "a start that is not there", work: null, message: "nowhere.mjs" },
  ])("$says ends the work", async ({ work, message }) => {
    const start = work === null ? pathToFileURL(join(folder, "nowhere.mjs")) : entry("bad", work);
    await expect(inThreads(start, tasks, 2, never)).rejects.toThrow(message);
  });

  it("end when the run is cancelled", async () => {
    const abort = new AbortController();
    const waiting = inThreads(entry("slow", "setTimeout(() => {}, 1e6);"), tasks, 2, abort.signal);
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ name: "CancelledError" });
    await expect(inThreads(entry("late", doubling), tasks, 2, abort.signal)).rejects.toMatchObject({
      name: "CancelledError",
    });
  });
});
