import type { Edit } from "../core/edit.ts";
import type { Span } from "../core/span.ts";
import { lowerBound } from "../core/lower-bound.ts";
import type { CopyInstruction, Instruction, Pair, PairInstruction, Stage } from "../formats/dockerfile/index.ts";

// The edits that many rules make. Each is a value; nothing is applied here.

export function insert(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

export function replace(span: Span, text: string): Edit {
  return { start: span.start, end: span.end, text };
}

/** The line end that the file uses. */
export function lineEnd(text: string): string {
  const at = text.indexOf("\n");
  return at > 0 && text[at - 1] === "\r" ? "\r\n" : "\n";
}

/** The span's lines whole, with their line end. */
export function wholeLines(text: string, span: Span): Span {
  const start = text.lastIndexOf("\n", span.start - 1) + 1;
  const end = text.indexOf("\n", Math.max(span.end - 1, span.start));
  return { start, end: end === -1 ? text.length : end + 1 };
}

/** Takes an instruction away, with its lines. Comments above it stay: they may speak of more. */
export function removeInstruction(text: string, instruction: Span): Edit {
  return replace(wholeLines(text, instruction), "");
}

/** Takes one source out of a COPY or ADD, and the instruction with its last; undefined in the JSON form. */
export function removeSource(text: string, copy: CopyInstruction, source: Span): readonly Edit[] | undefined {
  if (copy.sources.length + copy.heredocs.length === 1)
    return copy.comments.length === 0 && !copy.onbuild ? [removeInstruction(text, copy)] : undefined;
  return copy.form === "words" ? [removeWord(text, source)] : undefined;
}

/** Takes a word away with the blank before it, or with its line where it stands alone on one. */
export function removeWord(text: string, word: Span): Edit {
  return removal(text, word, null);
}

/** Takes words of one instruction away. A line that is left without a word goes too, with its continuation. */
export function removeWords(text: string, words: readonly Span[]): readonly Edit[] {
  const edits: Edit[] = [];
  const byLine = words.length === 1 ? null : firstOfLines(text, words);
  // From the last to the first, so that only the edit before can hold the next one.
  for (const word of words.toSorted((a, b) => b.start - a.start)) {
    const edit = removal(text, word, byLine);
    const other = edits.at(-1);
    if (other === undefined || edit.start < other.start || other.end < edit.end) edits.push(edit);
  }
  return edits.reverse();
}

/** The end of a line -> the first of the words on it. */
function firstOfLines(text: string, words: readonly Span[]): ReadonlyMap<number, Span> {
  const first = new Map<number, Span>();
  let end = -1;
  let known = 0;
  for (const word of words) {
    if (word.start < known || word.end > end) {
      end = wholeLines(text, word).end;
      known = word.start;
    }
    if (!first.has(end)) first.set(end, word);
  }
  return first;
}

const blank = /\s/;

/** Whether nothing stands before a span on its line. */
function alone(text: string, span: Span): boolean {
  let at = span.start;
  while (at > 0 && text[at - 1] !== "\n" && blank.test(text[at - 1] ?? "")) at--;
  return at === 0 || text[at - 1] === "\n";
}

function removal(text: string, word: Span, byLine: ReadonlyMap<number, Span> | null): Edit {
  let start = word.start;
  while (start > 0 && /[ \t]/.test(text[start - 1] ?? "")) start--;
  // Tested first: a line may hold thousands of words, and is gone through only for the one at its head.
  if (!alone(text, word)) return { start, end: word.end, text: "" };
  const line = wholeLines(text, word);
  const behind = text.slice(word.end, line.end).trim();
  if (behind === "\\" || behind === "`") return { ...line, text: "" };
  if (behind !== "") return { start: word.start, end: text.indexOf(behind, word.end), text: "" };
  // The last line of the instruction: the last one above that is kept ends it now.
  let above = line.start;
  for (let next: Span | undefined = word; next !== undefined && alone(text, next);) {
    above = wholeLines(text, next).start;
    next = byLine?.get(above);
  }
  const kept = text.slice(0, above).trimEnd();
  return kept.endsWith("\\") || kept.endsWith("`")
    ? { start: kept.slice(0, -1).trimEnd().length, end: word.end, text: "" }
    : { start, end: word.end, text: "" };
}

/** Whether a comment directly above a word says why it is there. */
export function toldAbove(text: string, instruction: Instruction, word: Span): boolean {
  const before = instruction.comments[lowerBound(instruction.comments, word.start) - 1];
  if (before === undefined || before.end > word.start) return false;
  let at = word.start;
  while (at > before.end && blank.test(text[at - 1] ?? "")) at--;
  return at === before.end;
}

/** Takes one name=value pair away, and the whole instruction where it was the only one. */
export function removePair(text: string, instruction: PairInstruction, pair: Pair): Edit {
  if (instruction.pairs.length === 1) return removeInstruction(text, instruction);
  const index = lowerBound(instruction.pairs, pair.start);
  const next = instruction.pairs[index + 1];
  if (next !== undefined) return { start: pair.start, end: next.start, text: "" };
  const before = instruction.pairs[index - 1];
  return { start: before === undefined ? pair.start : before.end, end: pair.end, text: "" };
}

/** Most characters of a blank line. */
const blankLine = 100;

/** A line of its own above an instruction, above the comments that speak of it. */
export function lineAbove(text: string, instruction: Instruction, line: string): Edit {
  const first = instruction.leading[0] ?? instruction;
  const at = text.lastIndexOf("\n", first.start - 1) + 1;
  // A comment begins a paragraph of its own where a blank line stands above it.
  const paragraph =
    instruction.leading.length > 0 && /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, at - blankLine), at));
  return insert(at, line + lineEnd(text) + (paragraph ? lineEnd(text) : ""));
}

/** A line of its own after an instruction. */
export function lineBelow(text: string, instruction: Span, line: string): Edit {
  const end = wholeLines(text, instruction).end;
  const closed = end > 0 && text[end - 1] === "\n";
  return closed ? insert(end, line + lineEnd(text)) : insert(end, lineEnd(text) + line);
}

const closing = new Set(["expose", "healthcheck", "cmd", "entrypoint", "stopsignal"]);

/** A line at the end of a stage, above the EXPOSE, HEALTHCHECK, ENTRYPOINT and CMD that close it. */
export function lineAtEnd(text: string, stage: Stage, line: string, before: ReadonlySet<string> = closing): Edit {
  const list = stage.instructions;
  let at = list.length;
  while (at > 1 && before.has(list[at - 1]?.kind ?? "")) at--;
  const next = list[at];
  if (next !== undefined) return lineAbove(text, next, line);
  const last = list[at - 1];
  return lineBelow(text, last ?? stage, line);
}

/** Words as a JSON array in the style of exec forms. */
export function execForm(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
}
