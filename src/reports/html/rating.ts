import { dimensions } from "../../core/finding.ts";
import type { SeaworthyRecord, Suggestion } from "../../core/record.ts";
import { lostPoints } from "../../records/evidence.ts";
import { counted, outOfTen } from "../../records/figures.ts";
import { type Html, markup } from "./escape.ts";
import { source } from "./source.ts";

/** All scores, and every lost point with its line, its reason and its cost. */
export function rating(record: SeaworthyRecord): Html | null {
  const { scoresAfter, scoresBefore, findingsAfter } = record;
  if (scoresAfter === null) return null;
  const lost = lostPoints(findingsAfter);
  const bars = dimensions.map((one) => {
    const [before, after] = [scoresBefore?.[one], scoresAfter[one]];
    const moved = before !== undefined && before !== after;
    const was = moved ? markup`<span class="soft">${Number(before.toFixed(1))} → </span>` : null;
    const mark = moved ? markup`<b style="left:${before * 10}%"></b>` : null;
    return markup`<li><span>${one.charAt(0).toUpperCase()}${one.slice(1)}</span><span class="track" aria-hidden="true"><i style="width:${after * 10}%"></i>${mark}</span><span class="points">${was}${outOfTen(after)}</span></li>`;
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
  const groups: Suggestion[][] = [];
  for (const one of record.suggestions) {
    const last = groups.at(-1);
    if (last?.[0]?.because === one.because && last[0].kept === one.kept) last.push(one);
    else groups.push([one]);
  }
  const kept = record.suggestions.filter((one) => one.kept).length;
  const rows = groups.map((group) => (group.length > 2 ? together(group) : markup`${group.map(tried)}`));
  return markup`<section aria-labelledby="fixes"><h2 id="fixes">Before and after</h2><p class="lead">${counted(record.suggestions.length, "edit")} tried, ${kept} kept.</p>${rows}</section>`;
}

/** Edits that met the same fate for the same reason. */
function together(group: readonly Suggestion[]): Html {
  const [first] = group;
  const kept = first?.kept === true;
  return markup`<details><summary><span class="badge ${kept ? "good" : "open"}">${kept ? "KEPT" : "DROPPED"}</span><span class="name">${counted(group.length, "edit")}, each of a rule</span><span class="time"></span><span class="said">${first?.because ?? ""}</span></summary><div class="inside"><ul class="plain">${group.map((one) => markup`<li>${one.title} <code class="soft">${one.rule}</code>${edit(one)}</li>`)}</ul></div></details>`;
}

function tried(one: Suggestion): Html {
  return markup`<details><summary><span class="badge ${one.kept ? "good" : "open"}">${one.kept ? "KEPT" : "DROPPED"}</span><span class="name">${one.title} <code class="soft">${one.rule}</code></span><span class="time"></span><span class="said">${one.because}</span></summary><div class="inside">${edit(one)}</div></details>`;
}

/** Null where its lines are in the edit that it was proved with. */
function edit(one: Suggestion): Html | null {
  if (one.diff.trim() === "") return null;
  return markup`<pre class="diff" tabindex="0" aria-label="Edit: ${one.title}">${diff(one.diff)}</pre>`;
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
