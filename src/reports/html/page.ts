import { createHash } from "node:crypto";
import type { SeaworthyRecord } from "../../core/record.ts";
import { claims } from "./claims.ts";
import { comparison } from "./comparison.ts";
import { type Html, markup } from "./escape.ts";
import { figureStyle } from "./figure-style.ts";
import { necessary } from "./necessary.ts";
import { packages } from "./packages.ts";
import { rating, suggestions } from "./rating.ts";
import { facts, met, open, repeat } from "./rest.ts";
import { script } from "./script.ts";
import { stages } from "./stage-graph.ts";
import { style } from "./style.ts";
import { timeline } from "./timeline.ts";
import { verdict } from "./verdict.ts";

/** The record as one page that asks no network for anything. */
export function recordPage(record: SeaworthyRecord): string {
  const main = markup`${claims(record)}
${open(record)}
${rating(record)}
${suggestions(record)}
${met(record)}
${stages(record)}
${comparison(record)}
${packages(record)}
${necessary(record)}
${timeline(record)}
${facts(record)}
${repeat(record)}`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${record.facts.name}: ${record.front.title}</title>
<style>${{ html: style }}
${{ html: figureStyle }}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the claims</a>
${verdict(record, contents(main))}
<main id="content">
${main}
</main>
<footer><p>Asked: ${record.front.command}. Everything here comes from the evidence beside this page; nothing is estimated.</p></footer>
<script>${{ html: script }}</script>
</body>
</html>
`.html;
}

/** No text but the page's own program runs, and nothing is fetched. Widths of bars are style attributes. */
const digest = createHash("sha256").update(script).digest("base64");
const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;

/** Links to the sections that are there. */
function contents(main: Html): Html {
  const heads = [...main.html.matchAll(/<h2 id="([a-z]+)">([^<]*)<\/h2>/g)];
  return markup`<nav class="toc" aria-label="On this page"><ul>${heads.map(([, id = "", title = ""]) => markup`<li><a href="#${id}">${{ html: title }}</a></li>`)}</ul></nav>`;
}
