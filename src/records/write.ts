import type { SeaworthyRecord } from "../core/record.ts";
import { evidenceLine } from "./evidence-line.ts";
import { writeFront } from "./front-matter.ts";
import { inline } from "./inline.ts";
import { recordFileNames } from "./number.ts";
import { evaluation, outcome } from "./outcome.ts";
import { redactRecord } from "./redact.ts";
import { responseSnapshot } from "./response.ts";

/** The record as Markdown, in the shape that prompt-history tools read. Everything it says comes from the record. */
export function writeRecordMarkdown(record: SeaworthyRecord): string {
  const section = (heading: string, lines: readonly string[]): string => `\n## ${heading}\n\n${lines.join("\n")}\n`;
  const [asked, ...goals] = record.prompt;
  return [
    `---\n${writeFront(record.front)}---\n`,
    section("Prompt", [inline(asked ?? record.front.command), ...goals.map((goal) => `- ${inline(goal)}`)]),
    section("Response snapshot", responseSnapshot(record)),
    section("Outcome", outcome(record)),
    section("Evaluation notes (flywheel)", evaluation(record)),
  ].join("");
}

/** The two texts of a record, secrets out and outputs bounded, as they may be written to disk. The Markdown ends with the digest of the JSON. */
export function writeRecord(
  record: SeaworthyRecord,
  secrets: readonly string[] = [],
): { readonly markdown: string; readonly json: string } {
  const clean = redactRecord(record, secrets);
  const json = `${JSON.stringify(clean, null, 2)}\n`;
  const { id, title } = clean.front;
  return { markdown: writeRecordMarkdown(clean) + evidenceLine(recordFileNames(id, title).json, json), json };
}
