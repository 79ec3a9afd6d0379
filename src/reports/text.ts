import { defineReport } from "./define.ts";
import { ratingText } from "./terminal/rating.ts";
import { recordSummary } from "./terminal/summary.ts";

export default defineReport({
  id: "text",
  title: "Text for a terminal",
  why: "A person reads it where the command was typed.",
  sources: ["https://no-color.org"],
  since: "0.1.0",
  extension: "txt",
  ratings: ratingText,
  record: (record, setting) => recordSummary(record, setting, { proofs: "all", file: null }),
});
