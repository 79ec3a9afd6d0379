import { defineReport } from "./define.ts";
import { recordPage } from "./html/page.ts";

export default defineReport({
  id: "html",
  title: "One static HTML file",
  why: "Everyone can open it, send it and print it; it asks no network for anything.",
  sources: ["https://www.w3.org/TR/WCAG22/"],
  since: "0.1.0",
  extension: "html",
  record: recordPage,
});
