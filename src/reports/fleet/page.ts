import type { Fleet } from "../../core/fleet.ts";
import { bytes, counted, outOfTen } from "../../records/figures.ts";
import { type Html, markup } from "../html/escape.ts";
import { style } from "../html/style.ts";
import { claimTable } from "./claims.ts";
import { fleetScript } from "./script.ts";
import { serviceItem } from "./service.ts";
import { type Row, rowsOf, standings, standingWords } from "./standing.ts";
import { fleetStyle } from "./style.ts";

const unreadShown = 200;

/**
 * All records of a fleet as one page that asks no network for anything. `base` leads from the page's folder to the fleet's:
 * `../..`, or an empty text where they are the same.
 */
export function fleetPage(fleet: Fleet, base: string): string {
  const policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  const rows = rowsOf(fleet.services);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${fleet.name}: ${counted(rows.length, "service")}</title>
<style>${{ html: style }}
${{ html: fleetStyle }}</style>
</head>
<body>
<a class="skip" href="#services">Skip to the services</a>
${head(fleet, rows)}
<main>
<section aria-labelledby="services"><h2 id="services">Services</h2>
<p class="lead">Those that need somebody first, by the newest record of each.</p>
${find()}
<p class="shown" role="status"></p>
<ol class="fleet">
${rows.map((row, at) => serviceItem(row, at, linkFrom(base)))}</ol></section>
${claimTable(rows)}
${unread(fleet)}
</main>
<footer><p>Everything here comes from the records below <code>${fleet.name}</code>; nothing is estimated.</p></footer>
<script>${{ html: fleetScript }}</script>
</body>
</html>
`.html;
}

/** A relative link, each part of it encoded, that no part of a path can turn into another kind of address. */
function linkFrom(base: string): (path: string) => string {
  return (path) => {
    const parts = path.split("/").map((part) => (part === ".." ? part : encodeURIComponent(part)));
    return `${base === "" ? "." : base}/${parts.join("/")}`;
  };
}

function head(fleet: Fleet, rows: readonly Row[]): Html {
  const dates = rows.map((row) => row.newest.date).toSorted();
  return markup`<header class="top">
<p class="kicker">seaworthy fleet · newest record of ${dates.at(-1) ?? "no day"}</p>
<h1>${fleet.name}</h1>
${judged(rows)}
<dl class="figures">${figures(fleet, rows)}</dl>
</header>`;
}

function judged(rows: readonly Row[]): Html {
  const count = (standing: Row["standing"]): number => rows.filter((row) => row.standing === standing).length;
  const [bad, none, held] = [count("bad"), count("open"), count("good") + count("partly")];
  const parts = [
    ...(held > 0 ? [`${held} held`] : []),
    ...(bad > 0 ? [`${bad} did not`] : []),
    ...(none > 0 ? [`${none} not proved`] : []),
  ].join(", ");
  const [tone, says] =
    bad > 0
      ? ["bad", `✗ ${counted(bad, "service")} of ${rows.length} did not hold`]
      : held > 0 && none === 0
        ? ["good", rows.length === 1 ? "✓ The service held" : `✓ All ${rows.length} services held`]
        : ["open", held === 0 ? "Nothing was proved" : `Of ${counted(none, "service")} nothing was proved`];
  return markup`<div class="verdict ${tone}"><strong>${says}</strong><span>${parts}</span></div>`;
}

function figures(fleet: Fleet, rows: readonly Row[]): readonly Html[] {
  const figure = (name: string, value: string, small: string | null): Html =>
    markup`<div><dt>${name}</dt><dd>${value}${small === null ? null : markup` <small>${small}</small>`}</dd></div>`;
  const sizes = rows.flatMap(({ newest }) => (newest.bytes === null ? [] : [newest.bytes]));
  const least = (name: "security" | "efficiency"): string => {
    const known = rows.flatMap(({ newest }) => (newest[name] === null ? [] : [newest[name]]));
    return known.length === 0 ? "not measured" : outOfTen(Math.min(...known));
  };
  const total = (verdict: "PASS" | "FAIL" | "SKIPPED"): number =>
    rows.reduce((sum, { newest }) => sum + newest.verdicts[verdict], 0);
  const folders = new Set(rows.map(({ service }) => service.folder)).size;
  return [
    figure("Services", String(rows.length), `${counted(folders, "folder")}, ${counted(fleet.records, "record")}`),
    figure("Claims proved", String(total("PASS")), `${total("FAIL")} failed, ${total("SKIPPED")} skipped`),
    figure(
      "Images together",
      sizes.length === 0 ? "not measured" : bytes(sizes.reduce((sum, one) => sum + one, 0)),
      sizes.length === 0 ? null : `largest ${bytes(Math.max(...sizes))}`,
    ),
    figure("Least security", least("security"), null),
    figure("Least efficiency", least("efficiency"), null),
  ];
}

/** Hidden until the script that answers it runs. */
function find(): Html {
  return markup`<form class="find" role="search" hidden><label class="words">Search services, folders, claims<input type="search" name="words" autocomplete="off"></label><label>Show<select name="standing"><option value="">All</option>${standings.map((one) => markup`<option value="${one}">${standingWords[one]}</option>`)}</select></label><label>Order<select name="order"><option value="need">What needs somebody</option><option value="name">Name</option><option value="size">Size, largest first</option><option value="score">Score, lowest first</option><option value="date">Newest record first</option></select></label></form>`;
}

function unread({ unread: files }: Fleet): Html | null {
  if (files.length === 0) return null;
  const more = files.length - unreadShown;
  return markup`<section aria-labelledby="unread"><h2 id="unread">Not read</h2>
<p class="lead">${counted(files.length, "file")} among the records, and why.</p>
<ul class="plain">${files.slice(0, unreadShown).map((one) => markup`<li><code>${one.file}</code>: ${one.why}</li>`)}</ul>${more > 0 ? markup`<p>and ${more} more</p>` : null}</section>`;
}
