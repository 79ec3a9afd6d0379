import type { SeaworthyRecord } from "../../core/record.ts";
import { claims } from "./claims.ts";
import { comparison } from "./comparison.ts";
import { markup } from "./escape.ts";
import { rating, suggestions } from "./rating.ts";
import { facts, met, open, repeat } from "./rest.ts";
import { style } from "./style.ts";
import { timeline } from "./timeline.ts";
import { verdict } from "./verdict.ts";

/** On paper nothing can be unfolded, so everything is; afterwards it is as the reader left it. The page works without this. */
const script = `addEventListener("beforeprint",()=>document.querySelectorAll("details:not([open])").forEach(d=>{d.open=true;d.dataset.was=1}));addEventListener("afterprint",()=>document.querySelectorAll("details[data-was]").forEach(d=>{d.open=false;delete d.dataset.was}))`;

/** The record as one page that asks no network for anything. */
export function recordPage(record: SeaworthyRecord): string {
  const policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${record.facts.name}: ${record.front.title}</title>
<style>${{ html: style }}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the claims</a>
${verdict(record)}
<main id="content">
${claims(record)}
${open(record)}
${rating(record)}
${suggestions(record)}
${met(record)}
${comparison(record)}
${timeline(record)}
${facts(record)}
${repeat(record)}
</main>
<footer><p>Asked: ${record.front.command}. Everything here comes from the evidence beside this page; nothing is estimated.</p></footer>
<script>${{ html: script }}</script>
</body>
</html>
`.html;
}
