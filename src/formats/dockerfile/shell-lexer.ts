import type { LexedWord, LexerOptions, LexResult } from "./lexed.ts";
import { isSpace } from "./white-space.ts";
import { matchPattern, parsePattern, replacePattern } from "./shell-pattern.ts";

/** Beyond this nesting of `${…${…}}` a word is refused rather than the stack exhausted. */
const maximumDepth = 200;
const end = -1;

/** Reads a word or a line as BuildKit's own shell lexer does: quotes, escapes, variables with modifiers. Never throws. */
export function lex(text: string, options: LexerOptions): LexResult {
  const lexer = new Lexer(text, options);
  const result = lexer.run();
  return {
    text: lexer.error === null ? result : "",
    words: lexer.error === null ? lexer.words : [],
    error: lexer.error,
  };
}

class Lexer {
  readonly words: LexedWord[] = [];
  error: string | null = null;
  private readonly text: string;
  private readonly options: LexerOptions;
  private readonly escape: number;
  private readonly cut: boolean;
  private rawEscapes: boolean;
  private at = 0;
  private depth = 0;
  private buffer = "";
  private bufferStart = -1;
  private inWord = false;

  constructor(text: string, options: LexerOptions) {
    this.text = text;
    this.options = options;
    this.escape = options.escape.charCodeAt(0);
    this.rawEscapes = options.rawEscapes ?? false;
    this.cut = options.cut ?? false;
  }

  run(): string {
    return this.stopOn(end, this.rawEscapes, false);
  }

  private peek(): number {
    return this.at < this.text.length ? this.text.charCodeAt(this.at) : end;
  }

  private fail(message: string): string {
    this.error ??= message;
    this.at = this.text.length;
    return "";
  }

  private flush(to: number): void {
    if (this.buffer !== "") this.words.push({ text: this.buffer, start: this.bufferStart, end: to });
    this.buffer = "";
    this.inWord = false;
  }

  private keep(piece: string, start: number): void {
    if (this.buffer === "") this.bufferStart = start;
    this.buffer += piece;
    this.inWord = true;
  }

  private keepSplit(piece: string, start: number): void {
    for (const character of piece) {
      if (!isSpace(character.charCodeAt(0))) this.keep(character, start);
      else if (this.inWord && this.buffer !== "") this.flush(start);
    }
  }

  /** A nested text shares the buffer of words and so cuts the outer word, as BuildKit's does. */
  private stopOn(stop: number, rawEscapes: boolean, pattern: boolean): string {
    if (++this.depth > maximumDepth) return this.fail("variables are nested too deeply");
    const outerRaw = this.rawEscapes;
    this.rawEscapes = rawEscapes;
    const nested = stop !== end;
    if (nested) this.buffer = "";
    const result = this.body(stop, pattern, this.cut && !nested);
    if (nested) this.buffer = "";
    else this.flush(this.at);
    this.rawEscapes = outerRaw;
    this.depth--;
    return result;
  }

  private body(stop: number, pattern: boolean, cut: boolean): string {
    let result = "";
    while (this.error === null) {
      const start = this.at;
      const code = this.peek();
      if (code === end)
        return stop === end
          ? result
          : this.fail(`unexpected end of statement while looking for matching ${String.fromCharCode(stop)}`);
      if (code === stop) {
        this.at++;
        return result;
      }
      let piece: string;
      if (code === 36) {
        piece = this.dollar();
        if (cut) this.keepSplit(piece, start);
      } else if (code === 39 || code === 34 || code === 60) {
        piece =
          code === 39 ? this.singleQuote(pattern) : code === 34 ? this.doubleQuote(pattern) : this.possibleHeredoc();
        if (cut) this.keep(piece, start);
      } else if (code === this.escape) {
        this.at++;
        piece = this.rawEscapes ? this.options.escape : "";
        if (this.at < this.text.length) piece += this.text.charAt(this.at++);
        if (cut && piece !== "") this.keep(piece, start);
      } else {
        piece = this.plain(stop);
        if (cut) this.keepPlain(piece, start);
      }
      result += piece;
    }
    return "";
  }

  private plain(stop: number): string {
    const from = this.at++;
    for (
      let code = this.peek();
      code !== end && code !== stop && code !== 36 && code !== 39 && code !== 34 && code !== 60 && code !== this.escape;
      code = this.peek()
    ) {
      this.at++;
    }
    return this.text.slice(from, this.at);
  }

  private keepPlain(piece: string, start: number): void {
    let from = 0;
    for (let i = 0; i <= piece.length; i++) {
      if (i < piece.length && !isSpace(piece.charCodeAt(i))) continue;
      if (i > from) this.keep(piece.slice(from, i), start + from);
      if (i < piece.length && this.inWord) this.flush(start + i);
      from = i + 1;
    }
  }

  private singleQuote(pattern: boolean): string {
    const close = this.text.indexOf("'", this.at + 1);
    if (close === -1) return this.fail("unexpected end of statement while looking for matching single-quote");
    let inner = this.text.slice(this.at + 1, close);
    if (pattern) inner = inner.replaceAll(this.options.escape, this.options.escape + this.options.escape);
    this.at = close + 1;
    return this.options.rawQuotes ? `'${inner}'` : inner;
  }

  private doubleQuote(pattern: boolean): string {
    const quote = this.options.rawQuotes ? '"' : "";
    let result = quote;
    this.at++;
    while (this.error === null) {
      const code = this.peek();
      if (code === end) return this.fail("unexpected end of statement while looking for matching double-quote");
      if (code === 34) {
        this.at++;
        return result + quote;
      }
      if (code === 36) {
        result += this.dollar();
        continue;
      }
      if (code !== this.escape) {
        const from = this.at;
        for (let next = code; next !== end && next !== 34 && next !== 36 && next !== this.escape; next = this.peek())
          this.at++;
        result += this.text.slice(from, this.at);
        continue;
      }
      this.at++;
      const next = this.peek();
      if (next === end) continue;
      if (next === 34 || next === 36 || next === this.escape) {
        result += (this.rawEscapes ? this.options.escape : "") + this.text.charAt(this.at++);
      } else {
        if (this.rawEscapes && (!this.options.rawQuotes || pattern)) result += this.options.escape;
        result += this.options.escape;
      }
    }
    return "";
  }

  private possibleHeredoc(): string {
    const from = this.at++;
    if (this.peek() !== 60) return "<";
    this.at++;
    for (let code = this.peek(); code === 32 || code === 9 || code === 13; code = this.peek()) this.at++;
    return this.text.slice(from, this.at);
  }

  private value(name: string): string | undefined {
    return this.options.get?.(name);
  }

  private dollar(): string {
    const start = this.at++;
    if (this.peek() !== 123) {
      const name = this.name();
      if (name === "") return "$";
      this.options.use?.(name, start, this.at, null, false);
      const value = this.value(name);
      return value ?? (this.options.keepUnset ? `$${name}` : "");
    }
    this.at++;
    const first = this.peek();
    if (first === end) return this.fail("syntax error: missing '}'");
    if (first === 123 || first === 125 || first === 58) return this.fail("syntax error: bad substitution");
    const name = this.name();
    return this.braces(name, start);
  }

  private braces(name: string, start: number): string {
    let operator = this.text.charAt(this.at++);
    if (operator === "}") {
      this.options.use?.(name, start, this.at, null, true);
      return this.value(name) ?? (this.options.keepUnset ? `\${${name}}` : "");
    }
    const nullIsUnset = operator === ":";
    if (nullIsUnset) operator = this.text.charAt(this.at++);
    const shown = nullIsUnset ? `:${operator}` : operator;
    if (operator === "/" && !nullIsUnset) return this.replace(name, start);
    const trims = operator === "#" || operator === "%";
    if (operator === "" || !"+-?#%".includes(operator) || (nullIsUnset && trims))
      return this.fail(`unsupported modifier (${shown}) in substitution`);
    const word = this.stopOn(125, trims, trims);
    if (this.error !== null) return "";
    const greedy = trims && word.startsWith(operator);
    this.options.use?.(name, start, this.at, greedy ? operator + operator : shown, true);
    const value = this.value(name);
    if (value === undefined && this.options.keepUnset) return `\${${name}${shown}${word}}`;
    const absent = value === undefined || (nullIsUnset && value === "");
    if (operator === "-") return absent ? word : value;
    if (operator === "+") return absent ? "" : word;
    if (operator === "?") {
      return absent
        ? this.fail(
            `${name}: ${word === "" ? `is not allowed to be ${value === undefined ? "unset" : "empty"}` : word}`,
          )
        : value;
    }
    return this.trim(value ?? "", greedy ? word.slice(1) : word, operator === "%", greedy);
  }

  private trim(value: string, word: string, suffix: boolean, greedy: boolean): string {
    const pattern = parsePattern(word);
    if (typeof pattern === "string") return this.fail(`invalid pattern (${word}) in substitution: ${pattern}`);
    if (!suffix) {
      const stop = matchPattern(pattern, value, 0, greedy);
      return stop < 0 ? value : value.slice(stop);
    }
    const backwards = Array.from(value).reverse().join("");
    const stop = matchPattern([...pattern].reverse(), backwards, 0, greedy);
    return stop < 0 ? value : value.slice(0, value.length - stop);
  }

  private replace(name: string, start: number): string {
    const all = this.peek() === 47;
    if (all) this.at++;
    const word = this.stopOn(47, true, true);
    const replacement = this.error === null ? this.stopOn(125, true, false) : "";
    if (this.error !== null) return "";
    this.options.use?.(name, start, this.at, all ? "//" : "/", true);
    const value = this.value(name);
    if (value === undefined && this.options.keepUnset) return `\${${name}/${word}/${replacement}}`;
    const pattern = parsePattern(word);
    if (typeof pattern === "string") return this.fail(`invalid pattern (${word}) in substitution: ${pattern}`);
    return replacePattern(pattern, value ?? "", replacement, all);
  }

  private name(): string {
    const from = this.at;
    const first = this.peek();
    if (first >= 48 && first <= 57) {
      while (this.peek() >= 48 && this.peek() <= 57) this.at++;
    } else if (first !== end && "@*#?-$!".includes(String.fromCharCode(first))) {
      this.at++;
    } else {
      while (isNameCode(this.peek())) this.at++;
    }
    return this.text.slice(from, this.at);
  }
}

function isNameCode(code: number): boolean {
  if (code < 0x80)
    return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57);
  return /[\p{L}\p{Nd}]/u.test(String.fromCharCode(code));
}
