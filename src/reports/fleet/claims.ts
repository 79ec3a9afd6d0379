import { counted } from "../../records/figures.ts";
import { type Html, markup } from "../html/escape.ts";
import { isFailed, type Row } from "./standing.ts";

const placesShown = 6;

interface Tally {
  readonly claim: string;
  readonly title: string;
  pass: number;
  skipped: number;
  readonly failed: number[];
}

/** Every claim over all services: where it holds, fails and was skipped; the worst first. */
export function claimTable(rows: readonly Row[]): Html | null {
  const tallies = new Map<string, Tally>();
  for (const [at, { service }] of rows.entries()) {
    for (const one of service.claims) {
      const tally = tallies.get(one.claim) ?? { claim: one.claim, title: one.title, pass: 0, skipped: 0, failed: [] };
      tallies.set(one.claim, tally);
      if (isFailed(one)) tally.failed.push(at);
      else if (one.verdict === "SKIPPED") tally.skipped += 1;
      else tally.pass += 1;
    }
  }
  if (tallies.size === 0) return null;
  const sorted = [...tallies.values()].toSorted(
    (a, b) => b.failed.length - a.failed.length || b.skipped - a.skipped || (a.claim < b.claim ? -1 : 1),
  );
  const row = (
    one: Tally,
  ): Html => markup`<tr><th scope="row"><code>${one.claim}</code> <span>${one.title}</span></th>${figure(one.failed.length, "bad")}${figure(one.skipped, "open")}${figure(one.pass, "good")}<td>${places(one, rows)}</td></tr>
`;
  return markup`<section aria-labelledby="claims"><h2 id="claims">Claims over all services</h2>
<p class="lead">By the newest record of each service; a claim that a record does not hold is not counted.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Table of claims"><table class="tally"><thead><tr><th scope="col">Claim</th><th scope="col" class="n">Fails</th><th scope="col" class="n">Skipped</th><th scope="col" class="n">Holds</th><th scope="col">Fails in</th></tr></thead><tbody>
${sorted.map(row)}</tbody></table></div></section>`;
}

function figure(count: number, tone: string): Html {
  return count === 0
    ? markup`<td class="n soft">0</td>`
    : markup`<td class="n"><strong class="${tone}">${count}</strong></td>`;
}

function places({ failed }: Tally, rows: readonly Row[]): Html {
  const links = failed.slice(0, placesShown).map((at, index) => {
    const { folder = "", service = "" } = rows[at]?.service ?? {};
    return markup`${index === 0 ? null : ", "}<a href="#s${at}">${folder === "." ? service : `${folder}: ${service}`}</a>`;
  });
  const more = failed.length - placesShown;
  return markup`${links}${more > 0 ? ` and ${counted(more, "other")}` : null}`;
}
