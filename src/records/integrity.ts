import type { SeaworthyRecord } from "../core/record.ts";
import { namedEvidence } from "./evidence-line.ts";
import { writeRecordMarkdown } from "./write.ts";

/** Where a record's Markdown and its JSON first differ; null where they say the same. */
export function markdownDifference(record: SeaworthyRecord, markdown: string): string | null {
  const own = normal(namedEvidence(markdown)?.before ?? markdown);
  const made = normal(writeRecordMarkdown(record));
  const [ours, theirs] = [made.split("\n"), own.split("\n")];
  for (let at = 0; at < Math.max(ours.length, theirs.length); at += 1) {
    if (ours[at] === theirs[at]) continue;
    return `line ${at + 1}: ${quoted(theirs[at])} stands there, the evidence gives ${quoted(ours[at])}`;
  }
  return null;
}

/** Git may have changed the ends of lines, which say nothing. */
const normal = (text: string): string => text.replaceAll("\r\n", "\n").trimEnd();

function quoted(text: string | undefined): string {
  if (text === undefined) return "nothing";
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 99)}…` : text);
}
