import { lex } from "./shell-lexer.ts";
import type { SourceText } from "./mapped-text.ts";
import type { Word } from "./tree.ts";
import { isBlank, isSpace } from "./white-space.ts";

export type Escape = "\\" | "`";

/** A word whose literal value is worked out only when somebody asks. */
export class SourceWord implements Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  private readonly escape: Escape;
  /** `value` once it was asked for. */
  private literal: string | null | undefined = undefined;

  constructor(text: string, start: number, end: number, escape: Escape) {
    this.text = text;
    this.start = start;
    this.end = end;
    this.escape = escape;
  }

  get dynamic(): boolean {
    if (!this.text.includes("$")) return false;
    let used = false;
    const { error } = lex(this.text, { escape: this.escape, use: () => (used = true) });
    return used || error !== null;
  }

  get value(): string | null {
    if (this.literal === undefined) this.literal = this.readLiteral();
    return this.literal;
  }

  private readLiteral(): string | null {
    const { text, escape } = this;
    if (!text.includes("$") && !text.includes("'") && !text.includes('"') && !text.includes(escape)) return text;
    let used = false;
    const result = lex(text, { escape, use: () => (used = true) });
    return used || result.error !== null ? null : result.text;
  }
}

/** A word that stands for exactly its text, such as one of an exec form. */
export function literalWord(value: string, start: number, end: number): Word {
  return { start, end, text: value, dynamic: false, value };
}

export function wordAt(source: SourceText, from: number, to: number, escape: Escape): Word {
  return new SourceWord(
    source.text.slice(from, to),
    source.offset(from),
    to > from ? source.offset(to - 1) + 1 : source.offset(from),
    escape,
  );
}

/** Words between ASCII blanks, quotes having no meaning: FROM, EXPOSE, COPY, ADD, VOLUME. */
export function plainWords(source: SourceText, escape: Escape): Word[] {
  const { text } = source;
  const words: Word[] = [];
  for (let at = 0; at < text.length;) {
    while (at < text.length && isBlank(text.charCodeAt(at))) at++;
    const from = at;
    while (at < text.length && !isBlank(text.charCodeAt(at))) at++;
    if (at > from) words.push(wordAt(source, from, at, escape));
  }
  return words;
}

/** A word by its place in a text. `text` differs from that stretch only where an escape at the very end is dropped. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Words of ENV, LABEL and ARG: quotes and escapes hold blanks together and stay in the word. */
export function quotedWords(text: string, escape: Escape): Stretch[] {
  const escapeCode = escape.charCodeAt(0);
  const words: Stretch[] = [];
  for (let at = 0; at < text.length;) {
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    const from = at;
    let quote = 0;
    let dropped = false;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (quote === 0 && isSpace(code)) break;
      if (code === escapeCode && quote !== 39) {
        dropped = at + 1 === text.length;
        at += 2;
        continue;
      }
      if (quote === 0 && (code === 39 || code === 34)) quote = code;
      else if (code === quote) quote = 0;
      at++;
    }
    if (at > text.length) at = text.length;
    const to = dropped ? at - 1 : at;
    if (to > from) words.push({ from, to, text: text.slice(from, to) });
  }
  return words;
}
