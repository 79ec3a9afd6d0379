import { fixText, type FixOptions } from "./fix.ts";
import { rateResult, rateText, type FileRating, type RateOptions } from "./rate.ts";
import type { RateResult } from "./schema.ts";

/** One file of the published JSON (docs/schema/rating.schema.json): offsets in UTF-16 code units, lines and columns from 1. */
export type RatedText = RateResult["files"][number];

export interface InMemory {
  /** The path that the text stands for: its name says the kind of file. Default `Dockerfile`. */
  readonly path?: string;
}

export interface FixedText {
  readonly text: string;
  readonly before: RatedText;
  readonly after: RatedText;
  /** What was done, in order; `line` is the line in the text of its round. */
  readonly applied: readonly {
    readonly rule: string;
    readonly slug: string;
    readonly kind: "safe" | "suggested";
    readonly message: string;
    readonly line: number;
  }[];
}

/** Rates a text in memory: nothing is read, started or remembered. Never throws for what the text holds. */
export function rate(text: string, { path = "Dockerfile", ...options }: RateOptions & InMemory = {}): RatedText {
  return published(rateText(path, text, options));
}

/** Applies the fixes of a text's findings: safe ones, or with `kind: "suggested"` both. Applied again it changes nothing. */
export function fix(text: string, { path = "Dockerfile", ...options }: FixOptions & InMemory = {}): FixedText {
  const { text: after, before, after: rating, applied } = fixText(path, text, options);
  return {
    text: after,
    before: published(before),
    after: published(rating),
    applied: applied.map(({ rule, slug, kind, message, line }) => ({ rule, slug, kind, message, line })),
  };
}

function published(rating: FileRating): RatedText {
  const [file] = rateResult([rating]).files;
  if (file === undefined) throw new TypeError("a rating of one file has one file");
  return file;
}
