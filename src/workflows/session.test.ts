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

test("what is being undone is waited for, and only then what it stands on goes", async () => {
  const { cleanups, done, add } = world();
  add("network", "last");
  const container = cleanups.add(async () => {
    await new Promise((later) => setTimeout(later, 5));
    done.push("container");
  });
  void container();
  expect(await cleanups.run()).toEqual([]);
  expect(done).toEqual(["container", "network"]);
});
