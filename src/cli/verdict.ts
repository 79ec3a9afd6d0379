import { severities, type Severity } from "../core/finding.ts";
import type { Bar, RatedFile } from "../core/ports/workflows.ts";
import type { Proof } from "../core/proof.ts";
import { brokenControls, interruptedProofs, verdictCounts } from "../records/evidence.ts";

export type ExitCode = 0 | 1 | 2;

/** When a rating fails. With a least score and no severity, the scores alone decide. */
export interface RatingBar {
  readonly minSecurity: number | undefined;
  readonly minEfficiency: number | undefined;
  readonly failOn: Severity | "never" | undefined;
}

/**
 * 2 where a file could not be read, 1 where one does not parse, is under the bar or has a finding at or over the severity,
 * otherwise 0. What the options leave open, each file's config says.
 */
export function ratingCode(files: readonly RatedFile[], bar: RatingBar): ExitCode {
  if (files.some((file) => file.text === null)) return 2;
  return files.some((file) => fails(file, effective(bar, file.bar))) ? 1 : 0;
}

function effective(asked: RatingBar, config: Bar | undefined): RatingBar {
  const configured = config?.failOn === null ? "never" : config?.failOn;
  return {
    minSecurity: asked.minSecurity ?? config?.minSecurity,
    minEfficiency: asked.minEfficiency ?? config?.minEfficiency,
    failOn: asked.failOn ?? configured,
  };
}

function fails({ scores, findings }: RatedFile, bar: RatingBar): boolean {
  if (scores === null) return true;
  if (scores.security < (bar.minSecurity ?? 0) || scores.efficiency < (bar.minEfficiency ?? 0)) return true;
  const scored = bar.minSecurity !== undefined || bar.minEfficiency !== undefined;
  const failOn = bar.failOn ?? (scored ? "never" : "style");
  if (failOn === "never") return false;
  const least = severities.indexOf(failOn);
  return findings.some((finding) => severities.indexOf(finding.severity) <= least);
}

/**
 * 1 where a claim failed or a control let a broken property pass, 2 where nothing could be proved or proving was cut off,
 * otherwise 0.
 */
export function proofCode(proofs: readonly Proof[]): ExitCode {
  const counts = verdictCounts(proofs);
  if (counts.FAIL > 0 || brokenControls(proofs).length > 0) return 1;
  return counts.PASS === 0 || interruptedProofs(proofs).length > 0 ? 2 : 0;
}

/** Of several services. One that none of the claims asked for is about, while they are about another, says nothing. */
export function proofsCode(services: readonly (readonly Proof[])[]): ExitCode {
  const proved = services.filter((proofs) => proofs.length > 0);
  return proved.length === 0 ? 2 : worst(proved.map(proofCode));
}

/** Of several parts: a failure counts more than what could not be done, and that more than success. */
export function worst(codes: readonly ExitCode[]): ExitCode {
  return codes.includes(1) ? 1 : codes.includes(2) ? 2 : 0;
}
