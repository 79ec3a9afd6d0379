import { defineReport } from "./define.ts";
import { ratingJson } from "./rating-json.ts";

export default defineReport({
  id: "json",
  title: "JSON",
  why: "Programs read it; its shape has a version and is kept.",
  sources: ["https://www.rfc-editor.org/rfc/rfc8259"],
  since: "0.1.0",
  extension: "json",
  ratings: (ratings) => `${JSON.stringify(ratingJson(ratings), null, 2)}\n`,
  record: (record) => `${JSON.stringify(record, null, 2)}\n`,
});
