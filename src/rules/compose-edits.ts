import type { Edit } from "../core/edit.ts";
import type { Span } from "../core/span.ts";
import type { ComposeKey, ComposeService } from "../formats/compose/index.ts";
import { insert, lineEnd, replace, wholeLines } from "./edits.ts";

// Edits of compose files. A line with a comment was somebody's decision: it is not taken away.

/** An entry of a mapping from its key to the end of its value. */
export function entrySpan(entry: ComposeKey): Span {
  return { start: entry.key.start, end: Math.max(entry.key.end, entry.value.end) };
}

/** The service's own entries in order, without those that `<<` brings in. */
export function ownEntries(service: ComposeService): readonly ComposeKey[] {
  return [...service.keys.values()]
    .filter((entry) => entry.key.start > service.nameSpan.end && entry.key.end <= service.end)
    .sort((a, b) => a.key.start - b.key.start);
}

/** Takes an entry of a service away; undefined where it is the only one, or where its place is shared or commented. */
export function removeEntry(text: string, service: ComposeService, key: string): readonly Edit[] | undefined {
  const entry = service.keys.get(key);
  const own = ownEntries(service);
  return entry === undefined || own.length < 2 || !own.includes(entry)
    ? undefined
    : removed(text, entrySpan(entry), "");
}

/** Takes one item of a service's list away, and the list with its last item. */
export function removeItem(
  text: string,
  service: ComposeService,
  key: string,
  items: readonly Span[],
  item: Span,
): readonly Edit[] | undefined {
  const entry = service.keys.get(key);
  if (entry === undefined || item.start < entry.value.start || item.end > entry.value.end) return undefined;
  return items.length === 1 ? removeEntry(text, service, key) : removed(text, item, "-");
}

/** `mark` stands before what is removed where it has lines of its own. */
function removed(text: string, span: Span, mark: "" | "-"): readonly Edit[] | undefined {
  const lines = wholeLines(text, span);
  if (text.slice(lines.start, span.start).trim() === mark)
    return /(^|\s)#/.test(text.slice(lines.start, lines.end)) ? undefined : [replace(lines, "")];
  const before = text.slice(0, span.start).trimEnd();
  if (before.endsWith(",")) return [{ start: before.length - 1, end: span.end, text: "" }];
  const after = /^\s*,[ \t]*/.exec(text.slice(span.end, span.end + 200));
  return after !== null && /[[{]$/.test(before)
    ? [{ start: span.start, end: span.end + after[0].length, text: "" }]
    : undefined;
}

/** Adds entries to the end of a service, each one line without its indentation. */
export function addEntries(
  text: string,
  service: ComposeService,
  entries: readonly string[],
): readonly Edit[] | undefined {
  const own = ownEntries(service);
  const first = own[0];
  const last = own.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const lineStart = text.lastIndexOf("\n", first.key.start - 1) + 1;
  const indent = text.slice(lineStart, first.key.start);
  if (indent.trim() !== "" || lineStart < service.nameSpan.end) return addToBraces(text, service, last, entries);
  return [linesBelow(text, entrySpan(last), entries, indent)];
}

function addToBraces(
  text: string,
  service: ComposeService,
  last: ComposeKey,
  entries: readonly string[],
): readonly Edit[] | undefined {
  // Deeper ones would need braces of their own.
  const plain = entries.every((entry) => !entry.startsWith(" ") && !entry.endsWith(":"));
  const braced = text
    .slice(service.nameSpan.end, service.end)
    .replace(/^\s*:\s*/, "")
    .startsWith("{");
  return plain && braced ? [insert(entrySpan(last).end, entries.map((entry) => `, ${entry}`).join(""))] : undefined;
}

/** Lines below those of a span, each with its indentation. */
export function linesBelow(text: string, span: Span, lines: readonly string[], indent: string): Edit {
  const end = lineEnd(text);
  const at = wholeLines(text, span).end;
  const block = lines.map((line) => indent + line).join(end);
  return text[at - 1] === "\n" ? insert(at, block + end) : insert(at, end + block);
}

/** Adds an item behind the last of a list. */
export function addItem(text: string, items: readonly Span[], item: string): readonly Edit[] | undefined {
  const last = items.at(-1);
  if (last === undefined) return undefined;
  const prefix = text.slice(text.lastIndexOf("\n", last.start - 1) + 1, last.start);
  return /^\s*-\s*$/.test(prefix) ? [linesBelow(text, last, [item], prefix)] : [insert(last.end, `, ${item}`)];
}
