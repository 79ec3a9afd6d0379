import type { Proof } from "../core/proof.ts";
import type { SeaworthyRecord } from "../core/record.ts";
import { bytes, counted, outOfTen, seconds, shortDigest } from "./figures.ts";
import { inline } from "./inline.ts";
import { floorText, unopened } from "./necessary.ts";

/** The numbered list of `## Response snapshot`: what was done, each with its proof and its figure. */
export function responseSnapshot(record: SeaworthyRecord): readonly string[] {
  const entries: (readonly string[])[] = [
    understood(record),
    wrote(record),
    rated(record),
    improved(record),
    built(record),
    healed(record),
    proved(record),
    compared(record),
    watched(record),
  ];
  return entries
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => lines.map((line, at) => (at === 0 ? `${index + 1}. ${line}` : `   - ${line}`)));
}

function understood({ facts }: SeaworthyRecord): readonly string[] {
  const health = facts.health === null ? "no health route found" : `health at ${facts.health}`;
  return [
    inline(
      `Read ${facts.name} as ${facts.stack}/${facts.framework} with ${facts.packageManager}: ${facts.runtime.name} ${facts.runtime.version} (${facts.runtime.source}), port ${facts.port}, ${health}, ${counted(facts.routes.length, "route")}, ${counted(facts.env.length, "environment variable")}`,
    ),
    ...facts.evidence.map((one) => inline(`${one.fact}: ${one.file}:${one.line}, ${one.because}`)),
  ];
}

function wrote({ written }: SeaworthyRecord): readonly string[] {
  if (written.length === 0) return [];
  return [
    `Wrote ${counted(written.length, "file")}`,
    ...written.map((one) => inline(`${one.path} (sha256 ${shortDigest(one.sha256)})`)),
  ];
}

function rated({ scoresBefore, scoresAfter, findingsAfter }: SeaworthyRecord): readonly string[] {
  if (scoresAfter === null) return [];
  const before =
    scoresBefore === null
      ? ""
      : `, before: ${outOfTen(scoresBefore.security)} and ${outOfTen(scoresBefore.efficiency)}`;
  const costly = findingsAfter.filter((finding) => finding.cost > 0);
  return [
    `Rated the Dockerfile: ${outOfTen(scoresAfter.security)} security, ${outOfTen(scoresAfter.efficiency)} efficiency${before}`,
    ...costly.map((one) =>
      inline(`${one.rule} line ${one.from.line}, -${Number(one.cost.toFixed(1))} ${one.dimension}: ${one.message}`),
    ),
  ];
}

function improved({ suggestions }: SeaworthyRecord): readonly string[] {
  if (suggestions.length === 0) return [];
  const kept = suggestions.filter((one) => one.kept).length;
  return [
    `Tried ${counted(suggestions.length, "suggestion")}, kept ${kept}`,
    ...suggestions.map((one) => inline(`${one.kept ? "kept" : "dropped"} ${one.rule} ${one.title}: ${one.because}`)),
  ];
}

function built({ image, timeline, standIns }: SeaworthyRecord): readonly string[] {
  if (image === null) return [];
  const step = timeline.find((entry) => entry.step === "build");
  return [
    `Built ${image.tag} (${shortDigest(image.digest)}, ${bytes(image.bytes)})${step ? ` in ${seconds(step.seconds)}` : ""}`,
    ...Object.entries(standIns).map(([reference, source]) =>
      inline(`${reference} is a local stand-in made from ${source}`),
    ),
  ];
}

function healed({ diagnoses }: SeaworthyRecord): readonly string[] {
  if (diagnoses.length === 0) return [];
  return [
    `Met ${counted(diagnoses.length, "failure")} on the way`,
    ...diagnoses.map((one) =>
      inline(`${one.title}: ${one.cause}; ${one.remedy === null ? "no remedy known" : one.remedy.says}`),
    ),
  ];
}

function proved({ proofs }: SeaworthyRecord): readonly string[] {
  if (proofs.length === 0) return [];
  const passed = proofs.filter((proof) => proof.verdict === "PASS").length;
  return [
    `Proved ${passed} of ${counted(proofs.length, "claim")}`,
    ...proofs.map((proof) => inline(`${graded(proof)} (${seconds(proof.seconds)})`)),
  ];
}

function compared({ comparison }: SeaworthyRecord): readonly string[] {
  if (comparison === null) return [];
  const { multi, single, ratio } = comparison;
  return [
    `Compared with a single-stage build of the same app: ${bytes(multi.bytes)} against ${bytes(single.bytes)}, ${Number(ratio.toFixed(2))} of its size`,
  ];
}

function watched({ necessary }: SeaworthyRecord): readonly string[] {
  if (necessary === undefined || "notWatched" in necessary) return [];
  return [
    `Watched what the service ${floorText(necessary)}`,
    ...unopened(necessary).map((one) => inline(`not opened: ${one}`)),
  ];
}

/** A claim with its verdict, its reason and what its control did, in one line. */
export function graded(proof: Proof): string {
  const control = proof.control;
  if (control === null) return `${proof.verdict} ${proof.claim}: ${proof.said}`;
  const fate = {
    FAILED_AS_IT_MUST: `control ${control.broken} failed as it must`,
    DID_NOT_FAIL: `control ${control.broken} DID NOT FAIL, so this proves nothing: ${control.said}`,
    SKIPPED: `control skipped: ${control.said}`,
  }[control.verdict];
  return `${proof.verdict} ${proof.claim}: ${proof.said}; ${fate}`;
}
