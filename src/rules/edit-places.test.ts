import fc from "fast-check";
import { expect, it } from "vitest";
import { editsConflict, type Edit } from "../core/edit.ts";
import { EditPlaces, fitTogether } from "./edit-places.ts";

const length = 8;
const text = "x".repeat(length);
const edit = fc
  .tuple(fc.nat(length), fc.nat(length))
  .map(([a, b]): Edit => ({ start: Math.min(a, b), end: Math.max(a, b), text: "" }));
const edits = fc.array(edit, { maxLength: 4 });

const touching = (a: readonly Edit[], b: readonly Edit[]): boolean =>
  editsConflict(a, b) ||
  a.some((x) => b.some((y) => (x.start === x.end || y.start === y.end) && x.start <= y.end && y.start <= x.end));

it("tells what touches as holding each edit against each does", () => {
  fc.assert(
    fc.property(edits, edits, (taken, more) => {
      const places = new EditPlaces(length);
      places.add(taken);
      expect(places.touches(more)).toBe(touching(taken, more));
    }),
    { numRuns: 2000 },
  );
});

it("tells what fits together as holding each edit against each does", () => {
  fc.assert(
    fc.property(edits, (all) => {
      expect(fitTogether(text, all)).toBe(all.every((one, at) => !editsConflict([one], all.slice(at + 1))));
    }),
    { numRuns: 2000 },
  );
});

it("an edit outside the text does not fit", () => {
  expect(fitTogether(text, [{ start: 0, end: length + 1, text: "" }])).toBe(false);
  expect(fitTogether(text, [{ start: -1, end: 1, text: "" }])).toBe(false);
});
