import { expect, test } from "vitest";
import type { Necessary } from "../core/necessary.ts";
import { recordSchema } from "./schema/record.ts";
import { responseSnapshot } from "./response.ts";
import { backendRecord } from "./testing/backend-record.ts";

const necessary: Necessary = {
  how: "fanotify",
  driven: ["/health"],
  files: 2,
  bytes: 3_000_000,
  imageFiles: 9,
  imageBytes: 100_000_000,
  opened: [{ path: "/usr/bin/python3", bytes: 3_000_000 }],
  groups: [{ kind: "dpkg", name: "perl-base", files: 4, bytes: 7_600_000, openedFiles: 0, openedBytes: 0 }],
};

test("a record tells the floor, and what was not opened", () => {
  const lines = responseSnapshot(backendRecord({ necessary }));
  const at = lines.findIndex((line) => line.includes("Watched what the service opened 2 files of 9, 3 MB of 100 MB"));
  expect(lines[at]).toContain("with 1 route asked for");
  expect(lines[at + 1]).toBe("   - not opened: dpkg perl-base 7.6 MB");
});

test("a record tells that the service's own tests were run", () => {
  const driven = ["/health", "health check", "tests: node --test"];
  const lines = responseSnapshot(backendRecord({ necessary: { ...necessary, driven } })).join("\n");
  expect(lines).toContain("with 1 route and the health check asked for, and by its tests: the floor");
});

test.each([
  ["where nothing was watched", undefined],
  ["where it could not be", { notWatched: "the engine runs without root" }],
])("a record says nothing of it %s", (_, told) => {
  expect(responseSnapshot(backendRecord({ necessary: told })).join("\n")).not.toContain("Watched");
});

test("the schema takes both answers, and no other", () => {
  const valid = (value: unknown): boolean => recordSchema.safeParse({ ...backendRecord(), necessary: value }).success;
  expect([necessary, { notWatched: "no root" }, { files: 2 }].map(valid)).toEqual([true, true, false]);
});
