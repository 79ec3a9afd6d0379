import { dimensions } from "../../core/finding.ts";
import type { SeaworthyRecord } from "../../core/record.ts";
import { lostPoints } from "../../records/evidence.ts";
import { outOfTen } from "../../records/figures.ts";
import { type Html, markup } from "./escape.ts";
import { source } from "./source.ts";

/** All scores, and every lost point with its line, its reason and its cost. */
export function rating(record: SeaworthyRecord): Html | null {
  const { scoresAfter, scoresBefore, findingsAfter } = record;
  if (scoresAfter === null) return null;
  const lost = lostPoints(findingsAfter);
  const bars = dimensions.map((one) => {
    const before = scoresBefore?.[one];
    const was = before === undefined || before === scoresAfter[one] ? "" : ` (before: ${outOfTen(before)})`;
    return markup`<li><span>${one.charAt(0).toUpperCase()}${one.slice(1)}</span><span class="track" aria-hidden="true"><i style="width:${scoresAfter[one] * 10}%"></i></span><span>${outOfTen(scoresAfter[one])}${was}</span></li>`;
  });
  const rows = [...lost.values()]
    .flat()
    .map(
      (one) =>
        markup`<tr><td class="n">${one.from.line}</td><td><code>${one.rule}</code></td><td>${one.message}<br><span class="soft">${one.why}</span></td><td class="n">−${Number(one.cost.toFixed(1))} ${one.dimension}</td><td>${one.fix === null ? "by hand" : one.fix.kind}</td></tr>`,
    );
  return markup`<section aria-labelledby="rating"><h2 id="rating">Rating of the Dockerfile</h2>
<ul class="scores">${bars}</ul>
${
  rows.length === 0
    ? markup`<p>No point was lost.</p>`
    : markup`<div class="scroll" role="region" aria-label="Lost points" tabindex="0"><table><thead><tr><th class="n">Line</th><th>Rule</th><th>What and why</th><th class="n">Cost</th><th>Fix</th></tr></thead><tbody>${rows}</tbody></table></div>`
}${source(record)}</section>`;
}

/** What `fix` tried, with each edit and what became of it. */
export function suggestions(record: SeaworthyRecord): Html | null {
  if (record.suggestions.length === 0) return null;
  const rows = record.suggestions.map(
    (one) =>
      markup`<details><summary><span class="badge ${one.kept ? "good" : "open"}">${one.kept ? "KEPT" : "DROPPED"}</span><span class="name">${one.title} <code class="soft">${one.rule}</code></span><span class="time"></span><span class="said">${one.because}</span></summary><div class="inside"><pre class="diff" tabindex="0" aria-label="Edit">${diff(one.diff)}</pre></div></details>`,
  );
  return markup`<section aria-labelledby="fixes"><h2 id="fixes">Before and after</h2><p class="lead">Every edit that was tried.</p>${rows}</section>`;
}

function diff(text: string): readonly Html[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const tone = line.startsWith("+") ? "add" : line.startsWith("-") ? "del" : "";
      return markup`<span class="${tone}">${line}</span>\n`;
    });
}
