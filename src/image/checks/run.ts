import { severities } from "../../core/finding.ts";
import type { ImageFinding } from "../../core/inspection.ts";
import type { ImageCheck, ImageFacts } from "./check.ts";
import { contentChecks } from "./contents.ts";
import { historyChecks } from "./history.ts";
import { userChecks } from "./users.ts";

export const imageChecks: readonly ImageCheck[] = [...userChecks, ...contentChecks, ...historyChecks];

/** Everything that the checks find, worst first. */
export function runChecks(facts: ImageFacts): readonly ImageFinding[] {
  return imageChecks
    .flatMap(({ id, slug, aka, severity, dimension, why, check }) =>
      check(facts).map((found): ImageFinding => ({ rule: id, slug, aka, severity, dimension, why, ...found })),
    )
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
