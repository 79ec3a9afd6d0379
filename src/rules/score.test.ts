import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dimensions } from "../core/finding.ts";
import { rateText } from "./rate.ts";
import { costOf, scoresOf } from "./score.ts";

const security = (costs: readonly number[]) =>
  scoresOf(costs.map((cost) => ({ dimension: "security" as const, cost }))).security;

describe("scores", () => {
  it.each([
    ["nothing found", [], 10],
    ["one warning", [2], 8],
    ["any cost at all shows", [0.05], 9.9],
    ["never below 0", [4, 4, 4], 0],
  ] as const)("%s", (_, costs, score) => expect(security(costs)).toBe(score));

  it("repeats of one rule cost half of the one before", () =>
    expect([0, 1, 2].map((nth) => costOf(2, nth))).toEqual([2, 1, 0.5]));

  it("taking one repeat away takes points away", () => {
    const sum = (count: number) => Array.from({ length: count }, (_, nth) => costOf(2, nth)).reduce((a, b) => a + b, 0);
    for (let count = 1; count < 8; count++) expect(sum(count)).toBeGreaterThan(sum(count - 1));
  });

  it("taking any finding away lowers no score, whatever the others are", () => {
    const rules = [
      { dimension: "security", points: 4 },
      { dimension: "security", points: 0.25 },
      { dimension: "cache", points: 2 },
      { dimension: "size", points: 1 },
      { dimension: "efficiency", points: 0.5 },
      { dimension: "operability", points: 0 },
    ] as const;
    const scores = (found: readonly number[]) => {
      const seen = new Map<number, number>();
      return scoresOf(
        found.map((rule) => {
          const nth = seen.get(rule) ?? 0;
          seen.set(rule, nth + 1);
          const { dimension, points } = rules[rule] ?? rules[0];
          return { dimension, cost: costOf(points, nth) };
        }),
      );
    };
    fc.assert(
      fc.property(fc.array(fc.nat(rules.length - 1), { minLength: 1, maxLength: 40 }), fc.nat(), (found, at) => {
        const before = scores(found);
        const after = scores(found.toSpliced(at % found.length, 1));
        for (const dimension of dimensions) expect(after[dimension]).toBeGreaterThanOrEqual(before[dimension]);
      }),
    );
  });

  it("cache and size count in efficiency too, security does not", () => {
    const scores = scoresOf([
      { dimension: "cache", cost: 1 },
      { dimension: "size", cost: 2 },
      { dimension: "security", cost: 4 },
    ]);
    expect(scores).toMatchObject({ cache: 9, size: 8, efficiency: 7, security: 6, operability: 10 });
  });

  it("a file that does not parse has none, and says why", () => {
    const rating = rateText("Dockerfile", "FROM debian:13\nRUM make\n");
    expect(rating.scores).toBeNull();
    expect(rating.reason).toContain("line 2");
    expect(rateText("Dockerfile", "FROM debian:13\nRUN make\n").scores).not.toBeNull();
  });
});
