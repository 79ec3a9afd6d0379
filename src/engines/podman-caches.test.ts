import { expect, test } from "vitest";
import { podmanCaches } from "./podman-caches.ts";

const uid = process.getuid?.() ?? 0;
const environment = { HOME: "/home/me" };

test("the caches of another user are left alone: this one gets a folder of their own, and a typed build finds it too", () => {
  const made: string[] = [];
  const found = podmanCaches(
    "4.3.1",
    environment,
    () => uid + 1,
    (path) => void made.push(path),
  );
  expect(made).toHaveLength(1);
  expect(found.environment).toEqual({ TMPDIR: made[0] });
  expect(made[0]).toMatch(/^\/home\/me\/.*\/podman$/);
  expect(found.notes).toEqual([expect.stringContaining("/var/tmp/buildah-cache is another user's")]);
});

test.each([
  ["they are this user's own", "4.3.1", uid],
  ["there are none yet", "4.3.1", null],
  ["podman keeps them apart by itself", "5.4.2", uid + 1],
])("nothing is made where %s", (_, version, owner) => {
  const made: string[] = [];
  const found = podmanCaches(
    version,
    environment,
    () => owner,
    (path) => void made.push(path),
  );
  expect([found.environment, found.notes, made]).toEqual([{}, [], []]);
});

test("where no folder can be made, that is told, and nothing else changes", () => {
  const refuse = (): never => {
    throw new Error("read-only");
  };
  const found = podmanCaches("4.3.1", environment, () => uid + 1, refuse);
  expect([found.environment, found.notes]).toEqual([{}, [expect.stringContaining("cannot be made")]]);
});

test("the folder for temporary files is the one that podman is told", () => {
  const asked: string[] = [];
  podmanCaches("4.3.1", { ...environment, TMPDIR: "/fast" }, (path) => (asked.push(path), null));
  expect(asked).toEqual(["/fast/buildah-cache"]);
});
