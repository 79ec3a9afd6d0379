import type { Verdict } from "./proof.ts";
import type { SeaworthyRecord } from "./record.ts";

/** A record's file as it lies on the disk. */
export interface FileDigest {
  /** Its name without a folder. */
  readonly name: string;
  /** Hexadecimal digits. */
  readonly sha256: string;
}

/** A record, and the digests of the files that it was read from. */
export interface RecordEvidence {
  readonly file: string;
  readonly record: SeaworthyRecord;
  readonly digests: readonly FileDigest[];
}

export interface VerifyOptions {
  readonly path: string;
  /** File or number; null takes the newest. */
  readonly which: string | null;
  /** An archive, a layout's folder or an image of the engine to hold against the record; null takes the recorded tag. */
  readonly image: string | null;
}

/**
 * What of a record is checked: `record` its JSON is whole and as the schema says · `markdown` its two files say the same ·
 * `evidence` its JSON has the digest that its Markdown names · `image` the image has the recorded digest · `written` the
 * files that it wrote and `inputs` the files that it read are as they were.
 */
export const recordChecks = ["record", "markdown", "evidence", "image", "written", "inputs"] as const;
export type RecordCheck = (typeof recordChecks)[number];

export interface CheckedPart {
  readonly check: RecordCheck;
  readonly verdict: Verdict;
  /** One line: what was compared, or why it was not. */
  readonly said: string;
  /** What differs, one line each: `changed app/main.py`. */
  readonly differences: readonly string[];
}

export interface RecordVerification {
  readonly file: string;
  readonly checks: readonly CheckedPart[];
}
