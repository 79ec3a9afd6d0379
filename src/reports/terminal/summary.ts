import type { SeaworthyRecord } from "../../core/record.ts";
import { allHeld, brokenControls, lostPoints, notProved, runTime, verdictCounts } from "../../records/evidence.ts";
import { bytes, counted, outOfTen, seconds } from "../../records/figures.ts";
import { nextExperiment } from "../../records/next-experiment.ts";
import type { Setting } from "../define.ts";
import { plain, wrap } from "./lines.ts";
import { type Paint, paint } from "./paint.ts";
import { failedEvidence, proofLine } from "./proofs.ts";

export interface SummaryOptions {
  /** Every claim, or (where each was already printed as it was proved) only what did not hold. */
  readonly proofs: "all" | "failed";
  /** Where the record lies, or null. */
  readonly file: string | null;
}

/** The end of a run for one service: what it is, what was proved, what was not and why, and where the record is. */
export function recordSummary(record: SeaworthyRecord, setting: Setting, options: SummaryOptions): string {
  const look = paint(setting.color);
  const lines = [headline(record, look, setting.width), ...facts(record, setting)];
  const shown = record.proofs.filter(
    (proof) => options.proofs === "all" || proof.verdict === "FAIL" || proof.control?.verdict === "DID_NOT_FAIL",
  );
  for (const proof of shown)
    lines.push(proofLine(proof, look, setting.width), ...failedEvidence(proof, look, setting.width));
  const open = notProved(record);
  if (open.length > 0) {
    lines.push("  not proved:");
    for (const because of new Set(open.map((one) => one.because))) {
      const all = open.filter((one) => one.because === because).map((one) => plain(one.what));
      lines.push(wrap(`${all.join(", ")}: ${plain(because)}`, setting.width, "    "));
    }
  }
  for (const diagnosis of record.diagnoses) {
    lines.push(
      wrap(
        `met: ${plain(diagnosis.title)}; ${plain(diagnosis.cause)}${diagnosis.remedy === null ? "" : `; ${plain(diagnosis.remedy.says)}`}`,
        setting.width,
        "  ",
      ),
    );
  }
  const next = nextExperiment(record);
  lines.push(look.dim(wrap(`next: ${plain(next.command ?? next.says)}`, setting.width, "  ")));
  if (options.file !== null) lines.push(`  record: ${look.cyan(plain(options.file))}`);
  return `${lines.join("\n")}\n`;
}

function headline(record: SeaworthyRecord, look: Paint, width: number): string {
  const plainName = plain(record.facts.name);
  const name = look.bold(plainName);
  const counts = verdictCounts(record.proofs);
  const broken = brokenControls(record.proofs).length;
  if (record.proofs.length === 0) return `${name}  ${look.yellow("nothing was proved")}`;
  const controls = record.proofs.filter((proof) => proof.control?.verdict === "FAILED_AS_IT_MUST").length;
  const verdicts = [
    `${counts.PASS} of ${counted(record.proofs.length, "claim")} proved`,
    ...(counts.FAIL > 0 ? [`${counts.FAIL} failed`] : []),
    ...(counts.SKIPPED > 0 ? [`${counts.SKIPPED} skipped`] : []),
    ...(controls > 0 ? [`${counted(controls, "control")} failed as ${controls === 1 ? "it" : "they"} must`] : []),
    ...(broken > 0 ? [`${counted(broken, "control")} did not fail`] : []),
  ].join(", ");
  const tone = allHeld(record.proofs) ? look.green : look.red;
  if (plainName.length + 2 + verdicts.length <= width) return `${name}  ${tone(verdicts)}`;
  return `${name}\n${tone(wrap(verdicts, width, "  "))}`;
}

function facts(record: SeaworthyRecord, setting: Setting): string[] {
  const { image, comparison, scoresAfter, scoresBefore, standIns } = record;
  const lines: string[] = [];
  if (image !== null) {
    const against =
      comparison === null
        ? ""
        : `, ${Number(comparison.ratio.toFixed(2))} of the single-stage build (${bytes(comparison.single.bytes)})`;
    lines.push(`image: ${image.tag}, ${bytes(image.bytes)}${against}`);
  }
  if (scoresAfter !== null) {
    const before =
      scoresBefore === null
        ? ""
        : `, before: ${outOfTen(scoresBefore.security)} and ${outOfTen(scoresBefore.efficiency)}`;
    const lost = [...lostPoints(record.findingsAfter).values()].flat().length;
    lines.push(
      `rating: security ${outOfTen(scoresAfter.security)}, efficiency ${outOfTen(scoresAfter.efficiency)}${before}${lost === 0 ? "" : `; ${counted(lost, "finding")} cost points`}`,
    );
  }
  const time = runTime(record);
  if (time !== null) lines.push(`time: ${seconds(time.total)}, of which ${seconds(time.own)} outside engine commands`);
  for (const [reference, source] of Object.entries(standIns))
    lines.push(`base: ${reference} is a local stand-in made from ${source}`);
  return lines.map((line) => wrap(plain(line), setting.width, "  "));
}
