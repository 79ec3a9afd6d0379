import type { FleetClaim } from "../../core/fleet.ts";
import { counted } from "../../records/figures.ts";
import { type Html, markup } from "../html/escape.ts";
import { isFailed, type Row, standingWords, tones } from "./standing.ts";
import { trends } from "./trends.ts";

/** Failed claims are always open; of skipped ones so many, and the others to unfold. */
const skippedShown = 2;
const longestSaid = 240;
const reportsShown = 6;

/** One service of the page. `href` leads from the page to a file below the fleet's folder. */
export function serviceItem(row: Row, at: number, href: (path: string) => string): Html {
  const { service, newest, standing, open } = row;
  const [report] = service.reports;
  return markup`<li class="service" id="s${at}" data-standing="${standing}" data-name="${`${service.service} ${service.folder}`}" data-size="${newest.bytes ?? 0}" data-score="${Math.min(newest.security ?? 0, newest.efficiency ?? 0)}" data-date="${newest.date}">
<div class="who"><h3><span class="badge ${tones[standing]}">${standingWords[standing]}</span> ${service.service}</h3>
<p class="soft">${place(service.folder)}${service.framework}, ${report?.id === newest.id ? markup`<a href="${href(report.path)}">report</a> and ` : null}<a href="${href(service.record)}">record ${newest.id}</a> of <time datetime="${newest.date}">${newest.date}</time>, ${counted(service.points.length, "record")}</p></div>
${trends(service.points)}${claimList(open)}${leftOut(row)}${earlier(row, href)}</li>
`;
}

function place(folder: string): Html | null {
  return folder === "." ? null : markup`<code>${folder}</code> · `;
}

function claimList(open: readonly FleetClaim[]): Html | null {
  if (open.length === 0) return null;
  const failed = open.filter(isFailed);
  const skipped = open.filter((one) => !isFailed(one));
  const shown = [...failed, ...skipped.slice(0, skippedShown)];
  const rest = skipped.slice(skippedShown);
  return markup`<ul class="open">${shown.map(claim)}</ul>${
    rest.length === 0
      ? null
      : markup`<details><summary>${counted(rest.length, "more skipped claim")}</summary><ul class="open">${rest.map(claim)}</ul></details>`
  }`;
}

/** Where nothing was proved, the first step that was left out says why. */
function leftOut({ standing, service }: Row): Html | null {
  const [first] = service.skipped;
  if (standing !== "open" || first === undefined) return null;
  return markup`<ul class="open"><li><span class="badge open">SKIPPED</span> <span><code>${first.step}</code> ${first.because}</span></li></ul>`;
}

function claim(one: FleetClaim): Html {
  const [tone, word] = isFailed(one) ? ["bad", "FAIL"] : ["open", "SKIPPED"];
  const said =
    one.controlBroken && one.verdict !== "FAIL"
      ? `its control did not fail, so it proves nothing: ${one.said}`
      : one.said;
  const cut = said.length > longestSaid ? `${said.slice(0, longestSaid - 1)}…` : said;
  return markup`<li><span class="badge ${tone}">${word}</span> <span><code>${one.claim}</code> ${cut}</span></li>`;
}

/** Reports of records before the newest. */
function earlier({ service, newest }: Row, href: (path: string) => string): Html | null {
  const older = service.reports.filter((one) => one.id !== newest.id);
  if (older.length === 0) return null;
  const links = older.slice(0, reportsShown).map((one, at) => {
    return markup`${at === 0 ? null : ", "}<a href="${href(one.path)}">${one.id} of ${one.date}</a>`;
  });
  const more = older.length - reportsShown;
  return markup`<p class="soft">Earlier reports: ${links}${more > 0 ? ` and ${more} more beside them` : null}</p>`;
}
