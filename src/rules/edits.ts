import type { Edit } from "../core/edit.ts";
import type { Span } from "../core/span.ts";
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
  return removeWords(text, [word])[0] ?? replace(word, "");
}

/** Takes words of one instruction away. A line that is left without a word goes too, with its continuation. */
export function removeWords(text: string, words: readonly Span[]): readonly Edit[] {
  const edits: Edit[] = [];
  for (const word of words.toSorted((a, b) => b.start - a.start)) {
    const edit = removal(text, word, words);
    if (!edits.some((other) => other.start <= edit.start && edit.end <= other.end)) edits.push(edit);
  }
  return edits.reverse();
}

function removal(text: string, word: Span, words: readonly Span[]): Edit {
  const line = wholeLines(text, word);
  const alone = (span: Span): boolean => text.slice(wholeLines(text, span).start, span.start).trim() === "";
  const behind = text.slice(word.end, line.end).trim();
  let start = word.start;
  while (start > 0 && /[ \t]/.test(text[start - 1] ?? "")) start--;
  if (!alone(word)) return { start, end: word.end, text: "" };
  if (behind === "\\" || behind === "`") return { ...line, text: "" };
  if (behind !== "") return { start: word.start, end: text.indexOf(behind, word.end), text: "" };
  // The last line of the instruction: the last one above that is kept ends it now.
  let above = line.start;
  for (let next: Span | undefined = word; next !== undefined && alone(next);) {
    above = wholeLines(text, next).start;
    const end = above;
    next = words.find((other) => other.end <= end && wholeLines(text, other).end === end);
  }
  const kept = text.slice(0, above).trimEnd();
  return kept.endsWith("\\") || kept.endsWith("`")
    ? { start: kept.slice(0, -1).trimEnd().length, end: word.end, text: "" }
    : { start, end: word.end, text: "" };
}

/** Whether a comment directly above a word says why it is there. */
export function toldAbove(text: string, instruction: Instruction, word: Span): boolean {
  return instruction.comments.some((one) => one.end <= word.start && text.slice(one.end, word.start).trim() === "");
}

/** Takes one name=value pair away, and the whole instruction where it was the only one. */
export function removePair(text: string, instruction: PairInstruction, pair: Pair): Edit {
  if (instruction.pairs.length === 1) return removeInstruction(text, instruction);
  const index = instruction.pairs.indexOf(pair);
  const next = instruction.pairs[index + 1];
  if (next !== undefined) return { start: pair.start, end: next.start, text: "" };
  const before = instruction.pairs[index - 1];
  return { start: before === undefined ? pair.start : before.end, end: pair.end, text: "" };
}

/** A line of its own above an instruction, above the comments that speak of it. */
export function lineAbove(text: string, instruction: Instruction, line: string): Edit {
  const first = instruction.leading[0] ?? instruction;
  const at = text.lastIndexOf("\n", first.start - 1) + 1;
  return insert(at, line + lineEnd(text));
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
