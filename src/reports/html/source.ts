import type { Finding } from "../../core/finding.ts";
import type { SeaworthyRecord } from "../../core/record.ts";
import { counted } from "../../records/figures.ts";
import { type Html, markup } from "./escape.ts";

/** The Dockerfile line by line, each finding under the line it is about; what it replaced as well, where that lost points. */
export function source({ dockerfile, findingsAfter, findingsBefore }: SeaworthyRecord): Html | null {
  if (dockerfile === undefined) return null;
  const before = dockerfile.before;
  return markup`${listing(dockerfile.text, findingsAfter, `${dockerfile.path}, line by line`, findingsAfter.length > 0)}${before === null ? null : listing(before, findingsBefore ?? [], "The Dockerfile that it replaced", false)}`;
}

function listing(text: string, findings: readonly Finding[], title: string, open: boolean): Html {
  const at = new Map<number, Finding[]>();
  for (const one of findings) at.set(one.from.line, [...(at.get(one.from.line) ?? []), one]);
  const lines = text.replace(/\n$/, "").split("\n");
  const last = lines.length;
  // What the file does not have, such as a health check, is found behind its end.
  const beyond = findings.filter((one) => one.from.line > last);
  const said = findings.length === 0 ? "nothing was found in it" : counted(findings.length, "finding");
  return markup`<details class="listing"${open ? markup` open` : null}><summary><span class="badge">${counted(last, "LINE", "LINES")}</span><span class="name"><strong>${title}</strong></span><span class="time"></span><span class="said">${said}</span></summary><div class="inside"><ol class="source" tabindex="0" role="list" aria-label="${title}">${lines.map((line, index) => row(line, index + 1, at.get(index + 1) ?? []))}${beyond.length === 0 ? null : row("", last + 1, beyond)}</ol></div></details>`;
}

function row(line: string, number: number, findings: readonly Finding[]): Html {
  return markup`<li class="${findings.length > 0 ? "found" : ""}"><span class="no">${number}</span><code class="${line.trimStart().startsWith("#") ? "comment" : ""}">${line === "" ? " " : line}</code>${findings.map(note)}</li>`;
}

function note(one: Finding): Html {
  const cost = one.cost > 0 ? `−${Number(one.cost.toFixed(1))} ${one.dimension}` : "no points";
  const fix = one.fix === null ? "to be put right by hand" : `${one.fix.kind} fix by seaworthy fix`;
  return markup`<span class="note"><strong>${cost}</strong> <code>${one.rule}</code> ${one.message} <span class="soft">${one.why} (${fix})</span></span>`;
}
