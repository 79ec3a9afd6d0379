import type { SeaworthyRecord } from "../../core/record.ts";
import { allHeld, brokenControls, runTime, verdictCounts } from "../../records/evidence.ts";
import { bytes, counted, outOfTen, seconds } from "../../records/figures.ts";
import { type Html, markup } from "./escape.ts";

/** The top of the page: what this is, whether it held, and the figures that matter. */
export function verdict(record: SeaworthyRecord, contents: Html | null = null): Html {
  const { front, facts } = record;
  return markup`<header class="top">
<div class="top-line"><p class="kicker">seaworthy record ${front.id} · ${front.date}</p><button type="button" class="theme" data-scripted hidden>Theme: auto</button></div>
<h1>${facts.name}</h1>
<p class="lead">${facts.framework} on ${facts.runtime.name} ${facts.runtime.version} with ${facts.packageManager}, port ${facts.port}</p>
${judged(record)}
<dl class="figures">${figures(record)}</dl>
${contents}
</header>`;
}

function judged({ proofs }: SeaworthyRecord): Html {
  const counts = verdictCounts(proofs);
  const controls = proofs.filter((proof) => proof.control?.verdict === "FAILED_AS_IT_MUST").length;
  const broken = brokenControls(proofs).length;
  const parts = [
    `${counts.PASS} of ${counted(proofs.length, "claim")} proved`,
    ...(counts.FAIL > 0 ? [`${counts.FAIL} failed`] : []),
    ...(counts.SKIPPED > 0 ? [`${counts.SKIPPED} not checked`] : []),
    ...(controls > 0
      ? [`${counted(controls, "negative control")} failed as ${controls === 1 ? "it" : "they"} must`]
      : []),
    ...(broken > 0 ? [`${counted(broken, "control")} did not fail`] : []),
  ];
  if (proofs.length === 0)
    return markup`<div class="verdict open"><strong>Nothing was proved</strong><span>no claim was checked in this run</span></div>`;
  if (allHeld(proofs))
    return markup`<div class="verdict good"><strong>✓ Held</strong><span>${parts.join(", ")}</span></div>`;
  if (counts.FAIL === 0 && broken === 0)
    return markup`<div class="verdict open"><strong>Nothing was proved</strong><span>${parts.join(", ")}</span></div>`;
  return markup`<div class="verdict bad"><strong>✗ Did not hold</strong><span>${parts.join(", ")}</span></div>`;
}

function figures(record: SeaworthyRecord): readonly Html[] {
  const { image, comparison, scoresAfter, scoresBefore } = record;
  const figure = (name: string, value: string, small: string | null): Html =>
    markup`<div><dt>${name}</dt><dd>${value}${small === null ? null : markup` <small>${small}</small>`}</dd></div>`;
  const time = runTime(record);
  const before = (score: number | undefined): string | null =>
    score === undefined ? null : `before: ${outOfTen(score)}`;
  return [
    ...(image === null ? [] : [figure("Image", bytes(image.bytes), image.tag)]),
    ...(comparison === null
      ? []
      : [
          figure(
            "Of a single-stage build",
            `${Math.round(comparison.ratio * 100)} %`,
            `${bytes(comparison.single.bytes)} single-stage`,
          ),
        ]),
    ...(scoresAfter === null
      ? []
      : [
          figure("Security", outOfTen(scoresAfter.security), before(scoresBefore?.security)),
          figure("Efficiency", outOfTen(scoresAfter.efficiency), before(scoresBefore?.efficiency)),
        ]),
    ...(time === null ? [] : [figure("Time", seconds(time.total), `${seconds(time.own)} outside the engine`)]),
  ];
}
