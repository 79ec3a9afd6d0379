import type { ShellAssignment, ShellCommand, ShellRedirect, ShellWord } from "./tree.ts";
import type { Locate } from "./words.ts";

// Most scripts of Dockerfiles are plain: commands of words, quotes and $NAME, joined by && || ; | &. Those are read here, in
// one pass, with nothing made that is not kept. Everything else is left to the parser of the whole language; a test reads
// scripts by both and accepts no difference.

/** Words that begin something else than a simple command, or change how the words behind them are read. */
const special = new Set(
  (
    "if then else elif fi for while until do done case esac select function in time coproc " +
    "export declare typeset local readonly alias eval let"
  ).split(" "),
);

const doubleQuote = 34;
const dollar = 36;
const ampersand = 38;
const singleQuote = 39;
const semicolon = 59;
const less = 60;
const greater = 62;
const bar = 124;

/** Of each ASCII character: 0 is of a word, 1 ends it, 2 is for the other parser. */
const roles = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code !== 9 && (code < 32 || code === 127)) return 2;
  const character = String.fromCharCode(code);
  return "\t ;&|<>".includes(character) ? 1 : "\\`(){}[]!~#".includes(character) ? 2 : 0;
});

type Draft = { -readonly [K in keyof ShellCommand]: ShellCommand[K] };
type Separator = ShellCommand["separator"];

/** The commands of a plain script; null for one that is not. */
export function plainCommands(source: string, locate: Locate): ShellCommand[] | null {
  return new Reader(source, locate).read();
}

class Reader {
  private readonly source: string;
  private readonly locate: Locate;
  private readonly commands: Draft[] = [];
  private at = 0;
  /** Set where the script turns out not to be plain. */
  private foreign = false;
  // The word that was read last.
  private wordStart = 0;
  private value: string | null = "";
  private glob = false;
  private quoted = false;

  constructor(source: string, locate: Locate) {
    this.source = source;
    this.locate = locate;
  }

  read(): ShellCommand[] | null {
    let separator: Separator = null;
    let statement = 0;
    let pipe = 0;
    for (;;) {
      this.blanks();
      if (this.at === this.source.length && (separator === null || separator === ";" || separator === "&")) break;
      const command = this.command(separator);
      if (command === null) return null;
      this.commands.push(command);
      this.blanks();
      const next = this.operator();
      if (next === "foreign") return null;
      if (next !== "|") {
        this.joinPipe(pipe);
        pipe = this.commands.length;
      }
      if (next === "&") for (let i = statement; i < this.commands.length; i++) this.background(i);
      if (next === null) break;
      if (next === ";" || next === "&") statement = this.commands.length;
      separator = next;
    }
    return this.commands;
  }

  private background(index: number): void {
    const command = this.commands[index];
    if (command !== undefined) command.background = true;
  }

  private joinPipe(from: number): void {
    const length = this.commands.length - from;
    if (length < 2) return;
    const names = this.commands.slice(from).map((command) => command.name?.value ?? null);
    for (let index = 0; index < length; index++) {
      const command = this.commands[from + index];
      if (command !== undefined) command.pipe = { index, length, names };
    }
  }

  /** What joins the command to the next one; null at the end. */
  private operator(): Separator | "foreign" {
    const code = this.code(this.at);
    if (Number.isNaN(code)) return null;
    const twice = this.code(this.at + 1) === code;
    this.at += twice ? 2 : 1;
    if (code === ampersand) return twice ? "&&" : "&";
    if (code === bar) return twice ? "||" : this.code(this.at) === ampersand ? "foreign" : "|";
    return code === semicolon && !twice ? ";" : "foreign";
  }

  private code(at: number): number {
    return this.source.charCodeAt(at);
  }

  private blanks(): void {
    while (this.code(this.at) === 32 || this.code(this.at) === 9) this.at++;
  }

  private command(separator: Separator): Draft | null {
    const from = this.at;
    let end = from;
    let name: ShellWord | null = null;
    const args: ShellWord[] = [];
    const assignments: ShellAssignment[] = [];
    const redirects: ShellRedirect[] = [];
    for (;;) {
      this.blanks();
      const code = this.code(this.at);
      if (Number.isNaN(code) || code === semicolon || code === bar) break;
      if (code === ampersand) {
        if (this.code(this.at + 1) !== greater) break;
        return null;
      }
      if (code === less || code === greater) {
        if (!this.redirect(this.at, null, redirects)) return null;
      } else {
        if (!this.word()) return null;
        const next = this.code(this.at);
        if ((next === less || next === greater) && isDigits(this.source, this.wordStart, this.at)) {
          const descriptor = Number(this.source.slice(this.wordStart, this.at));
          if (!this.redirect(this.wordStart, descriptor, redirects)) return null;
        } else if (name !== null) args.push(this.asWord());
        else if (!this.assignment(assignments)) {
          name = this.asWord();
          if (!this.quoted && special.has(name.text)) return null;
        } else if (this.foreign) return null;
      }
      end = this.at;
    }
    if (end === from) return null;
    const span = this.locate(from, end);
    return {
      start: span.start,
      end: span.end,
      name,
      args,
      assignments,
      redirects,
      pipe: { index: 0, length: 1, names: [name === null ? null : name.value] },
      separator,
      negated: false,
      background: false,
      inside: [],
      depth: 0,
    };
  }

  /** Reads a word; false where the other parser must. */
  private word(): boolean {
    const { source } = this;
    this.wordStart = this.at;
    this.value = "";
    this.glob = false;
    this.quoted = false;
    let piece = this.at;
    for (;;) {
      const code = this.code(this.at);
      if (Number.isNaN(code)) break;
      const role = roles[code];
      if (role === 1) break;
      if (role !== 0) return false;
      if (code === singleQuote || code === doubleQuote) {
        this.add(source.slice(piece, this.at));
        this.quoted = true;
        if (!(code === singleQuote ? this.single() : this.double())) return false;
        piece = this.at;
      } else if (code === dollar) {
        if (!this.variable()) return false;
        piece = this.at;
      } else {
        // `*` and `?`; behind a variable nobody knows what they match.
        if ((code === 42 || code === 63) && this.value !== null) this.glob = true;
        this.at++;
      }
    }
    this.add(source.slice(piece, this.at));
    return true;
  }

  private add(piece: string): void {
    if (this.value !== null) this.value += piece;
  }

  private single(): boolean {
    const close = this.source.indexOf("'", this.at + 1);
    if (close === -1) return false;
    const inner = this.source.slice(this.at + 1, close);
    this.add(inner);
    this.at = close + 1;
    return printable.test(inner);
  }

  private double(): boolean {
    let piece = ++this.at;
    for (;;) {
      const code = this.code(this.at);
      if (code === doubleQuote) break;
      if (code === dollar) {
        if (!this.variable()) return false;
        piece = this.at;
      } else if (code >= 32 && code < 127 && code !== 92 && code !== 96) this.at++;
      else return false;
    }
    this.add(this.source.slice(piece, this.at));
    this.at++;
    return true;
  }

  /** `$NAME`, `${NAME}`: the shell decides what the word is. */
  private variable(): boolean {
    name.lastIndex = this.at;
    if (!name.test(this.source)) return false;
    this.at = name.lastIndex;
    this.value = null;
    return true;
  }

  private asWord(): ShellWord {
    const { start, end } = this.locate(this.wordStart, this.at);
    return { text: this.source.slice(this.wordStart, this.at), value: this.value, glob: this.glob, start, end };
  }

  /** Keeps the word as an assignment where it is one. */
  private assignment(into: ShellAssignment[]): boolean {
    assigned.lastIndex = this.wordStart;
    const found = assigned.exec(this.source);
    if (found === null || assigned.lastIndex > this.at) return false;
    const end = this.at;
    const { start, end: stop } = this.locate(this.wordStart, end);
    this.at = assigned.lastIndex;
    this.foreign ||= !this.word() || this.at !== end;
    into.push({ name: found[1] ?? "", value: this.asWord(), append: found[2] === "+", start, end: stop });
    return true;
  }

  /** A redirection, `at` standing on its operator. */
  private redirect(from: number, descriptor: number | null, into: ShellRedirect[]): boolean {
    const begin = this.at;
    const code = this.code(this.at++);
    const next = this.code(this.at);
    if (code === greater && (next === greater || next === ampersand)) this.at++;
    const operator = this.source.slice(begin, this.at);
    this.blanks();
    if (!this.word() || this.at === this.wordStart) return false;
    const target = this.asWord();
    const { start, end } = this.locate(from, this.at);
    into.push({ operator, descriptor, target, heredoc: null, start, end });
    return true;
  }
}

const name = /\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*\})/y;
const assigned = /([A-Za-z_]\w*)(\+?)=/y;
const printable = /^[\t -~]*$/;

function isDigits(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) < 48 || text.charCodeAt(at) > 57) return false;
  return to > from;
}
