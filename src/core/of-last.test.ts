import { expect, it } from "vitest";
import { OfLast } from "./of-last.ts";

it("keeps the answer for the last object, and asks again for another", () => {
  const kept = new OfLast<object, number>();
  let asked = 0;
  const make = (): number => ++asked;
  const [a, b] = [{}, {}];
  expect([kept.of(a, make), kept.of(a, make), kept.of(b, make), kept.of(a, make)]).toEqual([1, 1, 2, 3]);
});
