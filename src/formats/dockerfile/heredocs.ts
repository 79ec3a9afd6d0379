import { lex } from "./shell-lexer.ts";
import { SourceText, TextJoiner } from "./mapped-text.ts";
import type { Heredoc } from "./tree.ts";
import { trimEnd } from "./white-space.ts";

/** A `<<NAME` as a word has it, without a body yet. */
export interface HeredocOpener {
  readonly name: string;
  readonly fileDescriptor: number;
  readonly expand: boolean;
  readonly stripTabs: boolean;
}

/** Reads a whole word as `3<<-"NAME"`; null where it is none, a text where BuildKit refuses it. */
export function heredocOpener(word: string): HeredocOpener | string | null {
  let at = 0;
  while (word.charCodeAt(at) >= 48 && word.charCodeAt(at) <= 57) at++;
  if (!word.startsWith("<<", at)) return null;
  const fileDescriptor = at === 0 ? 0 : Number(word.slice(0, at));
  at += 2;
  const stripTabs = word.charCodeAt(at) === 45;
  if (stripTabs) at++;
  while (
    word.charCodeAt(at) === 32 ||
    (word.charCodeAt(at) >= 9 && word.charCodeAt(at) <= 13 && word.charCodeAt(at) !== 11)
  )
    at++;
  const rest = word.slice(at);
  if (rest === "" || rest.includes("<")) return null;
  const plain = lex(rest, { escape: "\\", cut: true, keepUnset: true });
  if (plain.error !== null) return plain.error;
  const [only] = plain.words;
  if (plain.words.length !== 1 || only === undefined) return null;
  const raw = lex(rest, { escape: "\\", cut: true, keepUnset: true, rawQuotes: true });
  return { name: only.text, fileDescriptor, expand: quotes(only.text) === quotes(raw.words[0]?.text ?? ""), stripTabs };
}

function quotes(text: string): number {
  let count = 0;
  for (const character of text) if (character === "'" || character === '"') count++;
  return count;
}

export interface HeredocResult {
  readonly heredocs: Heredoc[];
  /** The offset after the last terminator's line end. */
  readonly next: number;
  readonly error: {
    readonly code: "bad-heredoc" | "unterminated-heredoc";
    readonly message: string;
    readonly start: number;
    readonly end: number;
  } | null;
}

/** Finds the heredocs that a line opens and reads their bodies from `next` on. */
export function readHeredocs(file: string, line: SourceText, next: number): HeredocResult {
  const { words } = lex(line.text, { escape: "\\", cut: true, rawQuotes: true, rawEscapes: true, keepUnset: true });
  const heredocs: Heredoc[] = [];
  let at = next;
  for (const word of words) {
    const opener = heredocOpener(word.text);
    if (opener === null) continue;
    const span = line.span(word.start, word.end);
    if (typeof opener === "string")
      return { heredocs, next: at, error: { code: "bad-heredoc", message: opener, ...span } };
    const heredoc = readBody(file, at, opener, span);
    heredocs.push(heredoc);
    at = afterLine(file, heredoc.terminator?.start ?? file.length);
    if (heredoc.terminator === null) {
      const message = `the heredoc ${opener.name} has no line "${opener.name}" that ends it`;
      return { heredocs, next: file.length, error: { code: "unterminated-heredoc", message, ...span } };
    }
  }
  return { heredocs, next: at, error: null };
}

function afterLine(file: string, from: number): number {
  const end = file.indexOf("\n", from);
  return end === -1 ? file.length : end + 1;
}

function readBody(file: string, from: number, opener: HeredocOpener, span: { start: number; end: number }): Heredoc {
  const joiner = opener.stripTabs ? new TextJoiner() : null;
  for (let at = from; at < file.length;) {
    const next = afterLine(file, at);
    let stop = next;
    while (stop > at && (file.charCodeAt(stop - 1) === 10 || file.charCodeAt(stop - 1) === 13)) stop--;
    let start = at;
    if (opener.stripTabs) while (start < stop && file.charCodeAt(start) === 9) start++;
    if (stop - start === opener.name.length && file.startsWith(opener.name, start)) {
      return {
        ...opener,
        opener: span,
        body: joiner?.join() ?? new SourceText(file.slice(from, at), from, null),
        terminator: { start, end: stop },
        start: from,
        end: stop,
      };
    }
    joiner?.add(file.slice(start, next), start);
    at = next;
  }
  const body = joiner?.join() ?? new SourceText(file.slice(from), from, null);
  return { ...opener, opener: span, body, terminator: null, start: from, end: trimEnd(file, from, file.length) };
}

/** The command line with its heredocs after it, as the shell is given it. */
export function scriptWithHeredocs(file: string, line: SourceText, heredocs: readonly Heredoc[]): SourceText {
  const joiner = new TextJoiner();
  joiner.addMapped(line);
  for (const heredoc of heredocs) {
    joiner.add("\n", heredoc.start - 1);
    const end = heredoc.terminator === null ? heredoc.end : heredoc.terminator.start;
    let bodyEnd = end;
    if (heredoc.stripTabs) while (bodyEnd > heredoc.start && file.charCodeAt(bodyEnd - 1) === 9) bodyEnd--;
    joiner.add(file.slice(heredoc.start, bodyEnd), heredoc.start);
    if (heredoc.terminator !== null) joiner.add(heredoc.name, heredoc.terminator.start);
  }
  return joiner.join();
}
