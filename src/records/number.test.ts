import { expect, test } from "vitest";
import { nextNumber, numberOf, recordFileNames, slug } from "./number.ts";

test.each([
  { title: "Backend containerized", becomes: "backend-containerized" },
  { title: "  Übung: «naïve» /etc/passwd ", becomes: "ubung-naive-etc-passwd" },
  { title: "../../..", becomes: "record" },
  { title: "x".repeat(80), becomes: "x".repeat(50) },
  { title: "任务", becomes: "record" },
])("the title $title becomes the slug $becomes", ({ title, becomes }) => {
  expect(slug(title)).toBe(becomes);
});

test.each([
  { names: [], next: 1 },
  { names: ["0001-a.md", "0001-a.json"], next: 2 },
  { names: ["0009-a.md", "0100-b.json", "notes.md"], next: 101 },
  { names: ["000_fd0d4e147ca144fc.txt"], next: 1 },
])("after $names comes $next", ({ names, next }) => {
  expect(nextNumber(names)).toBe(next);
});

test("file names carry four digits and more where needed", () => {
  expect(recordFileNames(7, "Backend")).toEqual({ markdown: "0007-backend.md", json: "0007-backend.json" });
  expect(numberOf(recordFileNames(12345, "x").markdown)).toBe(12345);
});
