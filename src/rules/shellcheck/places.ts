import type { Edit } from "../../core/edit.ts";
import type { Span } from "../../core/span.ts";
import type { Comment, Place, Replacement } from "./answers.ts";
import { headLines, type RunSource } from "./scripts.ts";

/** Where a comment stands in the Dockerfile; null for one on the head, which is ours. */
export function spanOf(source: RunSource, place: Place): Span | null {
  const range = rangeOf(source.text, place);
  return range === null ? null : source.span(range.start, range.end);
}

/** ShellCheck's fix as edits of the Dockerfile; none where a place or a text would not stand there as it does in the script. */
export function editsOf(file: string, source: RunSource, comment: Comment): readonly Edit[] {
  const edits: Edit[] = [];
  for (const one of comment.replacements) {
    const edit = editOf(file, source, one);
    if (edit === null) return [];
    edits.push(edit);
  }
  return edits;
}

function editOf(file: string, source: RunSource, replacement: Replacement): Edit | null {
  const { text } = replacement;
  const range = rangeOf(source.text, replacement);
  if (range === null || !source.plain || /[\n\r\\]/.test(text)) return null;
  const { start, end } = source.span(range.start, range.end);
  if (end > start)
    return file.slice(start, end) === source.text.slice(range.start, range.end) ? { start, end, text } : null;
  // Between two characters that are no neighbours in the file there are several places.
  const before = range.start === 0 ? start : source.span(range.start - 1, range.start).end;
  const after = range.start === source.text.length ? before : start;
  return before === after ? { start: before, end: before, text } : null;
}

/** The place as offsets of the script; null for one on the head. */
export function rangeOf(text: string, { line, column, endLine, endColumn }: Place): Span | null {
  const start = offsetOf(text, line - headLines, column);
  const end = offsetOf(text, endLine - headLines, endColumn);
  return start === null || end === null || end < start ? null : { start, end };
}

function offsetOf(text: string, line: number, column: number): number | null {
  if (line < 1) return null;
  let at = 0;
  for (let number = 1; number < line; number++) {
    const next = text.indexOf("\n", at);
    if (next === -1) return number === line - 1 ? text.length : null;
    at = next + 1;
  }
  for (let left = column - 1; left > 0 && at < text.length && text[at] !== "\n"; left--)
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}
