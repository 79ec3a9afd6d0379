import type { SeaworthyRecord } from "../../core/record.ts";
import { runTime } from "../../records/evidence.ts";
import { seconds } from "../../records/figures.ts";
import { type Html, markup } from "./escape.ts";

/** The steps on one scale, and of each the part that was spent waiting for the engine. */
export function timeline(record: SeaworthyRecord): Html | null {
  const time = runTime(record);
  if (time === null) return null;
  // Other services' steps may stand before these: the scale is this record's own.
  const start = Math.min(...record.timeline.map((entry) => entry.at));
  const scale = Math.max(0.001, ...record.timeline.map((entry) => entry.at + entry.seconds - start));
  const share = (count: number): string => `${((count / scale) * 100).toFixed(2)}%`;
  const rows = record.timeline.map((entry) => {
    const waited = Math.min(entry.engineSeconds, entry.seconds);
    return markup`<div class="time-row" role="listitem"><span><strong>${entry.step}</strong> <span class="soft">${entry.said}</span></span><span class="lane" aria-hidden="true"><i style="left:${share(entry.at - start)};width:${share(entry.seconds)}"></i><i class="engine" style="left:${share(entry.at - start)};width:${share(waited)}"></i></span><span class="n">${seconds(entry.seconds)}</span></div>`;
  });
  return markup`<section aria-labelledby="time"><h2 id="time">Time</h2>
<p class="lead">${seconds(time.total)} in all, ${seconds(time.own)} of it outside engine commands.</p>
<p class="key" aria-hidden="true"><span><i style="background:var(--bar)"></i>waiting for the engine</span><span><i style="background:var(--bar2)"></i>seaworthy itself</span></p>
<div role="list">${rows}</div></section>`;
}
