import { expect, test } from "vitest";
import { Cleanups } from "./session.ts";

/** A clean-up with work that notes its name, and work that is called by hand. */
function world() {
  const done: string[] = [];
  const cleanups = new Cleanups();
  const add = (name: string, order?: "first" | "last"): void =>
    void cleanups.add(async () => void (await Promise.resolve(), done.push(name)), order);
  return { cleanups, done, add };
}

test("what was begun early is not undone again, and what is added meanwhile waits for the end", async () => {
  const { cleanups, done, add } = world();
  add("network", "last");
  add("container");
  cleanups.begin();
  add("image", "last");
  await new Promise(setImmediate);
  expect(done).toEqual(["container", "network"]);
  expect(await cleanups.run()).toEqual([]);
  expect(done).toEqual(["container", "network", "image"]);
});

test("what fails early is told at the end, and keeps nothing else from being undone", async () => {
  const { cleanups, done, add } = world();
  const refusal = new Error("in use");
  cleanups.add(() => Promise.reject(refusal));
  add("container");
  cleanups.begin();
  add("image");
  expect(await cleanups.run()).toEqual([refusal]);
  expect(done).toEqual(["container", "image"]);
});

/** Work that is begun by hand and takes a while. */
function slowly(cleanups: Cleanups, done: string[], name: string): () => Promise<void> {
  return cleanups.add(async () => {
    await new Promise((later) => setTimeout(later, 5));
    done.push(name);
  });
}

test("what is being undone is waited for, and only then what it stands on goes", async () => {
  const { cleanups, done, add } = world();
  add("network", "last");
  void slowly(cleanups, done, "container")();
  expect(await cleanups.run()).toEqual([]);
  expect(done).toEqual(["container", "network"]);
});

test("so it is where the rest is only begun, and who waits until all is settled finds all of it gone", async () => {
  const { cleanups, done, add } = world();
  add("network", "last");
  void slowly(cleanups, done, "container")();
  cleanups.begin();
  expect(done).toEqual([]);
  await cleanups.settled();
  expect(done).toEqual(["container", "network"]);
});

test("some of it can be begun alone: the rest stays until the end", async () => {
  const { cleanups, done, add } = world();
  add("upstream");
  const service = slowly(cleanups, done, "service");
  cleanups.begin([service]);
  await cleanups.settled();
  expect(done).toEqual(["service"]);
  expect(await cleanups.run()).toEqual([]);
  expect(done).toEqual(["service", "upstream"]);
});

test("what all work reads is undone at the end only", async () => {
  const { cleanups, done, add } = world();
  cleanups.add(async () => void done.push("folder"), "end");
  add("container");
  cleanups.begin();
  await cleanups.settled();
  expect(done).toEqual(["container"]);
  await cleanups.run();
  expect(done).toEqual(["container", "folder"]);
});

test("who waits for what was begun is told nothing of its failure: the end tells it", async () => {
  const { cleanups } = world();
  const refusal = new Error("in use");
  cleanups.begin([cleanups.add(() => Promise.reject(refusal))]);
  await cleanups.settled();
  expect(await cleanups.run()).toEqual([refusal]);
});
