import type { Finding } from "../core/finding.ts";
import { quote } from "../core/quote.ts";
import type { SeaworthyRecord } from "../core/record.ts";
import { uncontrolled } from "./evidence.ts";
import { counted } from "./figures.ts";

/** The smallest change to try next, in words, and the command that tries it where there is one. */
export interface NextExperiment {
  readonly says: string;
  readonly command: string | null;
}

const effort = (finding: Finding): number => (finding.fix === null ? 2 : finding.fix.kind === "suggested" ? 1 : 0);

/**
 * Chosen from the evidence: a failed claim before anything else, then the lost point that is cheapest to win back (a safe fix, then a suggested one,
 * then one by hand; among equals the one that wins most), then a skipped claim, then a step that was left out, then the controls.
 */
export function nextExperiment(record: SeaworthyRecord): NextExperiment {
  const folder = typedFolder(record);
  const failed = record.proofs.find((proof) => proof.verdict === "FAIL");
  if (failed) {
    const remedy = record.diagnoses.find((diagnosis) => diagnosis.remedy !== null)?.remedy;
    return {
      says: remedy
        ? `${failed.claim} failed (${failed.said}): ${remedy.says}`
        : `${failed.claim} failed: ${failed.said}`,
      command: `seaworthy prove --only ${failed.claim} ${folder}`,
    };
  }
  const [lost] = record.findingsAfter
    .filter((finding) => finding.cost > 0)
    .sort((a, b) => effort(a) - effort(b) || b.cost - a.cost || a.span.start - b.span.start);
  if (lost) {
    const how = ["a safe fix is at hand", "a suggested fix is at hand", "to be mended by hand"][effort(lost)] ?? "";
    return {
      says: `win back ${points(lost.cost)} of ${lost.dimension}: ${lost.rule} in line ${lost.from.line}, ${lost.message} (${how})`,
      command: lost.fix === null ? null : `seaworthy fix --prove ${folder}`,
    };
  }
  const skipped = record.proofs.find((proof) => proof.verdict === "SKIPPED");
  if (skipped)
    return {
      says: `make ${skipped.claim} provable: ${skipped.said}`,
      command: `seaworthy prove --only ${skipped.claim} ${folder}`,
    };
  // A claim that does not apply is nothing left to do.
  const left = record.skipped.find((one) => !one.step.startsWith("claim "));
  if (left) return { says: `do the step ${left.step}, left out because ${left.because}`, command: null };
  const without = uncontrolled(record.proofs);
  if (without.length > 0) {
    return {
      says: `run the negative controls of ${counted(without.length, "claim")} that had none in this run`,
      command: `seaworthy prove --controls ${folder}`,
    };
  }
  return {
    says: "none left here: every claim held, every control failed as it must, and no point was lost",
    command: null,
  };
}

/** The service's folder as a word for a shell, from where the run was started. */
export function typedFolder({ folder, facts }: SeaworthyRecord): string {
  return quote([folder ?? facts.path]);
}

function points(cost: number): string {
  return counted(Number(cost.toFixed(1)), "point");
}
