import type { RecordEntry } from "../core/ports/workflows.ts";
import type { SeaworthyRecord } from "../core/record.ts";
import { readRecordDocument } from "./document.ts";
import { verdictCounts } from "./evidence.ts";
import { numberOf } from "./number.ts";

/** A record as a line of a list, from its Markdown and, where it lies beside it, its evidence. */
export function recordEntry(
  file: string,
  markdown: string,
  record: SeaworthyRecord | null,
  problem: string | null = null,
): RecordEntry {
  const { front, fields, sections } = readRecordDocument(markdown);
  const written = fields.has("id") ? front.id : null;
  return {
    file,
    id: written ?? numberOf(file),
    title: front.title || (sections[0]?.heading ?? file),
    date: front.date,
    feature: front.feature,
    verdicts: record === null ? null : verdictCounts(record.proofs),
    problem,
  };
}
