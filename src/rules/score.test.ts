import { describe, expect, it } from "vitest";
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
