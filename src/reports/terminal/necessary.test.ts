import { expect, test } from "vitest";
import type { Necessary } from "../../core/necessary.ts";
import { necessaryLines } from "./necessary.ts";

const told: Necessary = {
  how: "fanotify",
  driven: ["/", "/health", "health check"],
  files: 491,
  bytes: 40_000_000,
  imageFiles: 8000,
  imageBytes: 199_000_000,
  opened: [],
  groups: [
    { kind: "dpkg", name: "perl-base", files: 9, bytes: 7_600_000, openedFiles: 0, openedBytes: 0 },
    { kind: "folder", name: "/usr/bin", files: 9, bytes: 5_000_000, openedFiles: 1, openedBytes: 1_000_000 },
    { kind: "python", name: "small", files: 9, bytes: 100_000, openedFiles: 0, openedBytes: 0 },
  ],
};

test("the floor in one sentence, and the largest that was not opened", () => {
  expect(necessaryLines(told, 400)).toEqual([
    "  opened 491 files of 8000, 40 MB of 199 MB, from its start to its stop, with 2 routes and the health check asked for: the floor",
    "  not opened: dpkg perl-base 7.6 MB, 4 MB of /usr/bin",
  ]);
});

test("nothing worth naming is not named", () => {
  expect(necessaryLines({ ...told, groups: told.groups.slice(2) }, 400)).toHaveLength(1);
});

test("why it was not watched, with nothing that moves a cursor", () => {
  expect(necessaryLines({ notWatched: "no\u001b[2J root" }, 400)).toEqual(["  opened files were not watched: no root"]);
});
