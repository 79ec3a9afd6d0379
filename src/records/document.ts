import type { FrontMatter } from "../core/record.ts";
import { type FrontFields, readFrontFields, typedFront } from "./front-matter.ts";

/** A `## ` section. `raw` is all of it, heading included, as it stands in the file. */
export interface RecordSection {
  readonly heading: string;
  readonly raw: string;
  readonly body: string;
}

/** A record's Markdown, taken apart so that putting it together again gives the same characters. */
export interface RecordDocument {
  /** Everything before the first section: the front matter with its `---` lines, and what stands after it. */
  readonly head: string;
  readonly fields: FrontFields;
  readonly front: FrontMatter;
  /** Names of front matter fields that the file does not have. */
  readonly missing: readonly string[];
  readonly sections: readonly RecordSection[];
}

/** Takes a record apart. Any text is accepted: a text without front matter has no fields, one without sections has none. Never throws. */
export function readRecordDocument(text: string): RecordDocument {
  const lines = wholeLines(text);
  const bare = (line: string): string => line.replace(/\r?\n$/, "");
  let at = 0;
  const fieldLines: string[] = [];
  if (
    bare(lines[0] ?? "")
      .replace(/^\ufeff/, "")
      .trimEnd() === "---"
  ) {
    const end = lines.findIndex((line, index) => index > 0 && bare(line).trimEnd() === "---");
    if (end > 0) {
      fieldLines.push(...lines.slice(1, end).map(bare));
      at = end + 1;
    }
  }
  let head = lines.slice(0, at).join("");
  const sections: { heading: string; raw: string; body: string }[] = [];
  let fence = "";
  for (const line of lines.slice(at)) {
    const current = sections.at(-1);
    const heading = fence === "" && /^##[ \t]/.test(line) ? line.slice(2).trim() : null;
    fence = nextFence(fence, bare(line));
    if (heading !== null) sections.push({ heading, raw: line, body: "" });
    else if (current) {
      current.raw += line;
      current.body += line;
    } else head += line;
  }
  const fields = readFrontFields(fieldLines);
  return { head, fields, ...typedFront(fields), sections };
}

/** The record's text again, character for character. */
export function printRecordDocument(document: RecordDocument): string {
  return document.head + document.sections.map((section) => section.raw).join("");
}

/** The value of a `- Label: value` line of a section (an emoji or what became of one may stand before the label), or null. */
export function labelled(document: RecordDocument, heading: string, label: string): string | null {
  const section = document.sections.find((one) => one.heading.toLowerCase().startsWith(heading.toLowerCase()));
  for (const line of section?.body.split("\n") ?? []) {
    const colon = line.indexOf(":");
    if (!/^-\s/.test(line) || colon === -1) continue;
    const [first = "", ...rest] = line.slice(1, colon).trim().split(/\s+/);
    const words = /^[A-Za-z]/.test(first) ? [first, ...rest] : rest;
    const name = (words.join(" ").split("(")[0] ?? "").trim();
    if (name.toLowerCase() === label.toLowerCase()) return line.slice(colon + 1).trim();
  }
  return null;
}

/** The lines of a text, each with its line end. */
function wholeLines(text: string): readonly string[] {
  const lines: string[] = [];
  let at = 0;
  while (at < text.length) {
    const end = text.indexOf("\n", at);
    const next = end === -1 ? text.length : end + 1;
    lines.push(text.slice(at, next));
    at = next;
  }
  return lines;
}

function nextFence(fence: string, line: string): string {
  const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line);
  if (mark?.[1] === undefined) return fence;
  if (fence === "") return mark[1];
  return mark[1].startsWith(fence) && line.slice(mark[0].length).trim() === "" ? "" : fence;
}
