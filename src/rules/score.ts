import { dimensions, type Dimension, type Finding, type Severity } from "../core/finding.ts";
import type { Scores } from "../core/score.ts";

/** Points that the first finding of a rule takes from its dimension. docs/scores.md explains them. */
export const pointsBySeverity: Readonly<Record<Severity, number>> = { error: 4, warning: 2, info: 1, style: 0.5 };

/** The n-th finding of one rule costs this share of the one before: a habit is one fault, not twenty. */
export const repeatShare = 0.5;

/** Efficiency is a headline: what costs build time or bytes counts there as well as in its own score. */
const headline: Partial<Record<Dimension, Dimension>> = { cache: "efficiency", size: "efficiency" };

/** The cost of a rule's n-th finding (from 0), in hundredths so that sums are exact. */
export function costOf(points: number, nth: number): number {
  return Math.round(points * repeatShare ** nth * 100) / 100;
}

/**
 * Ten minus the costs of the dimension's findings, at least 0, in steps of 0.1. A finding costs the more the fewer of its
 * rule there are, so taking one away always takes points away: no fix that only removes findings can lower a score.
 */
export function scoresOf(findings: readonly Pick<Finding, "dimension" | "cost">[]): Scores {
  const lost: Record<Dimension, number> = {
    security: 0,
    efficiency: 0,
    cache: 0,
    size: 0,
    reproducibility: 0,
    maintainability: 0,
    portability: 0,
    operability: 0,
  };
  for (const finding of findings) {
    lost[finding.dimension] += finding.cost;
    const also = headline[finding.dimension];
    if (also !== undefined) lost[also] += finding.cost;
  }
  for (const dimension of dimensions) lost[dimension] = scoreFor(lost[dimension]);
  return lost;
}

/** Rounded down, so that a file with any cost never shows 10. */
function scoreFor(lost: number): number {
  return Math.max(0, Math.floor((10 - lost) * 10 + 1e-6) / 10);
}
