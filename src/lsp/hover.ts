import { type Hover, MarkupKind, type Position } from "vscode-languageserver-protocol";
import type { Finding } from "../core/finding.ts";
import { rules } from "../rules/all.gen.ts";
import { pageOf } from "./diagnostics.ts";
import type { RatedDocument } from "./documents.ts";

/** Why each finding at a place was found, what it costs, how others call it, and its sources; null where there is none. */
export function hoverAt(rated: RatedDocument, position: Position, docs: URL, markdown: boolean): Hover | null {
  const { lines, file } = rated;
  const at = lines.offset(position);
  const here = file.findings.filter(({ span }) => span.start <= at && at <= span.end);
  const [first] = here.toSorted((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
  if (first === undefined) return null;
  const value = here
    .map((finding) => (markdown ? told(finding, docs) : plain(finding)))
    .join(markdown ? "\n\n---\n\n" : "\n\n");
  return {
    contents: { kind: markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value },
    range: lines.range(first.span),
  };
}

function told(finding: Finding, docs: URL): string {
  const rule = rules.find((one) => one.id === finding.rule);
  const page = pageOf(finding.rule, docs);
  const name = page === undefined ? finding.rule : `[${finding.rule}](${page})`;
  const links = (rule?.sources ?? []).map((url) => `- <${url}>`);
  return [
    `**${name}** ${escaped(finding.slug)} · ${finding.severity}${cost(finding)}`,
    escaped(finding.message),
    escaped(finding.why),
    ...(finding.aka.length === 0 ? [] : [`Elsewhere: ${finding.aka.map((id) => `\`${id}\``).join(", ")}`]),
    ...(links.length === 0 ? [] : [links.join("\n")]),
  ].join("\n\n");
}

function plain(finding: Finding): string {
  const sources = rules.find((one) => one.id === finding.rule)?.sources ?? [];
  return [
    `${finding.rule} ${finding.slug}, ${finding.severity}${cost(finding)}`,
    finding.message,
    finding.why,
    ...(finding.aka.length === 0 ? [] : [`Elsewhere: ${finding.aka.join(", ")}`]),
    ...sources,
  ].join("\n");
}

function cost({ cost: points, dimension }: Finding): string {
  return points > 0 ? ` · −${Number(points.toFixed(1))} ${dimension}` : "";
}

/** A message holds words of the file: they must stay words. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|~]/g, "\\$&");
}
