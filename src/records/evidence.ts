import type { Dimension, Finding } from "../core/finding.ts";
import type { Proof, Verdict } from "../core/proof.ts";
import type { SeaworthyRecord } from "../core/record.ts";

/** How many proofs have each verdict. */
export function verdictCounts(proofs: readonly Proof[]): Readonly<Record<Verdict, number>> {
  const counts = { PASS: 0, FAIL: 0, SKIPPED: 0 };
  for (const proof of proofs) counts[proof.verdict] += 1;
  return counts;
}

/** Controls that should have failed and did not: the checks they belong to prove nothing. */
export function brokenControls(proofs: readonly Proof[]): readonly Proof[] {
  return proofs.filter((proof) => proof.control?.verdict === "DID_NOT_FAIL");
}

/** Proofs that were cut off: the engine or their container was lost. */
export function interruptedProofs(proofs: readonly Proof[]): readonly Proof[] {
  return proofs.filter((proof) => proof.interrupted === true);
}

/** Whether all that was claimed held: at least one claim proved, none failed, and no control let a broken property pass. */
export function allHeld(proofs: readonly Proof[]): boolean {
  const counts = verdictCounts(proofs);
  const whole = counts.PASS > 0 && interruptedProofs(proofs).length === 0;
  return whole && counts.FAIL === 0 && brokenControls(proofs).length === 0;
}

/** Proofs of which nobody has seen that their check can fail. */
export function uncontrolled(proofs: readonly Proof[]): readonly Proof[] {
  return proofs.filter((proof) => proof.verdict === "PASS" && proof.control === null && proof.ownControl !== true);
}

/** Findings that cost points, by dimension, the dearest first. */
export function lostPoints(findings: readonly Finding[]): ReadonlyMap<Dimension, readonly Finding[]> {
  const lost = new Map<Dimension, Finding[]>();
  for (const finding of [...findings].sort((a, b) => b.cost - a.cost || a.span.start - b.span.start)) {
    if (finding.cost <= 0) continue;
    const list = lost.get(finding.dimension);
    if (list) list.push(finding);
    else lost.set(finding.dimension, [finding]);
  }
  return lost;
}

/** What was not proved, and why: skipped claims, skipped controls and steps that were left out. */
export function notProved(record: SeaworthyRecord): readonly { readonly what: string; readonly because: string }[] {
  return [
    ...record.proofs
      .filter((proof) => proof.verdict === "SKIPPED")
      .map((proof) => ({ what: proof.claim, because: proof.said })),
    ...record.proofs.flatMap((proof) =>
      proof.control?.verdict === "SKIPPED"
        ? [{ what: `negative control of ${proof.claim}`, because: proof.control.said }]
        : [],
    ),
    ...record.skipped.map(({ step, because }) => ({ what: step, because })),
  ];
}

/** Seconds of the run, of that waiting for the engine, and seaworthy's own; null where no timeline was kept. */
export function runTime(
  record: SeaworthyRecord,
): { readonly total: number; readonly engine: number; readonly own: number } | null {
  if (record.timeline.length === 0) return null;
  // Steps of other services stand between these in a run over several: only this record's own count.
  const own = record.timeline.reduce((sum, entry) => sum + Math.max(0, entry.seconds - entry.engineSeconds), 0);
  // Steps side by side take their time once.
  let total = 0;
  let until = 0;
  for (const { at, seconds } of record.timeline.toSorted((a, b) => a.at - b.at)) {
    total += Math.max(0, at + seconds - Math.max(at, until));
    until = Math.max(until, at + seconds);
  }
  return { total, engine: Math.max(0, total - own), own: Math.min(own, total) };
}
