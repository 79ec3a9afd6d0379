import { TextJoiner, type SourceText } from "./mapped-text.ts";
import type { Flag, InstructionKind, ParseError } from "./tree.ts";
import { SourceWord, type Escape } from "./words.ts";
import { isAsciiSpace } from "./white-space.ts";

/** A flag, and its value as a text that knows its place, for those who read on inside it. */
export interface SplitFlag extends Flag {
  readonly mapped: SourceText | null;
}

/** Splits the leading `--flags` from what follows; `rest` is where that begins. Quotes and escapes hold a flag together and are undone. BuildKit reads flags byte by byte, so only ASCII white space counts; its garbling of other letters is not copied. */
export function splitFlags(source: SourceText, from: number, escape: Escape): { flags: SplitFlag[]; rest: number } {
  const { text } = source;
  const escapeCode = escape.charCodeAt(0);
  const flags: SplitFlag[] = [];
  let at = skip(text, from);
  while (at < text.length) {
    if (text.charCodeAt(at) !== 45 || text.charCodeAt(at + 1) !== 45) return { flags, rest: at };
    const begin = at;
    let quote = -1;
    let piece = at;
    const pieces: (readonly [number, number])[] = [];
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (quote === -1 && isAsciiSpace(code)) break;
      const opens = quote === -1 && (code === 39 || code === 34);
      if (opens || code === quote || code === escapeCode) {
        pieces.push([piece, at]);
        piece = at + 1;
        if (code === escapeCode && !opens && code !== quote) at++;
        else quote = opens ? code : -1;
      }
      at++;
    }
    if (at > text.length) at = text.length;
    if (piece < at) pieces.push([piece, at]);
    const joined = join(source, pieces);
    if (joined.text === "--") return { flags, rest: at };
    flags.push(flagOf(joined, source.span(begin, at), escape));
    at = skip(text, at);
  }
  return { flags, rest: text.length };
}

function skip(text: string, from: number): number {
  let at = from;
  while (at < text.length && isAsciiSpace(text.charCodeAt(at))) at++;
  return at;
}

function join(source: SourceText, pieces: readonly (readonly [number, number])[]): SourceText {
  const only = pieces[0];
  if (pieces.length === 1 && only !== undefined) return source.slice(only[0], only[1]);
  const joiner = new TextJoiner();
  for (const [from, to] of pieces) joiner.addMapped(source.slice(from, to));
  return joiner.join();
}

function flagOf(word: SourceText, span: { start: number; end: number }, escape: Escape): SplitFlag {
  const equals = word.text.indexOf("=");
  const nameEnd = equals === -1 ? word.text.length : equals;
  const mapped = equals === -1 ? null : word.slice(equals + 1, word.text.length);
  const emptyAt = span.end;
  return {
    name: word.text.slice(2, nameEnd),
    nameSpan: word.span(2, nameEnd),
    value:
      mapped === null
        ? null
        : new SourceWord(
            mapped.text,
            mapped.text === "" ? emptyAt : mapped.start,
            mapped.text === "" ? emptyAt : mapped.end,
            escape,
          ),
    mapped,
    start: span.start,
    end: span.end,
  };
}

type FlagType = "text" | "texts" | "boolean";

const none: Readonly<Record<string, FlagType>> = {};
const allowed: Partial<Record<InstructionKind, Readonly<Record<string, FlagType>>>> = {
  from: { platform: "text" },
  run: { mount: "texts", network: "text", security: "text", device: "texts" },
  copy: { from: "text", chown: "text", chmod: "text", link: "boolean", parents: "boolean", exclude: "texts" },
  add: {
    chown: "text",
    chmod: "text",
    link: "boolean",
    "keep-git-dir": "boolean",
    checksum: "text",
    unpack: "boolean",
    exclude: "texts",
  },
  healthcheck: { interval: "text", timeout: "text", "start-period": "text", "start-interval": "text", retries: "text" },
};

/** What BuildKit refuses about the flags of an instruction; ARG and STOPSIGNAL ignore theirs. */
export function flagErrors(kind: InstructionKind, flags: readonly Flag[]): ParseError[] {
  if (flags.length === 0 || kind === "arg" || kind === "stopsignal" || kind === "unknown") return [];
  const types = allowed[kind] ?? none;
  const errors: ParseError[] = [];
  const seen = new Set<string>();
  for (const flag of flags) {
    const problem = problemOf(flag, Object.hasOwn(types, flag.name) ? types[flag.name] : undefined, seen);
    if (problem !== null) errors.push({ ...problem, start: flag.start, end: flag.end });
    seen.add(flag.name);
  }
  return errors;
}

function problemOf(
  flag: Flag,
  type: FlagType | undefined,
  seen: ReadonlySet<string>,
): Pick<ParseError, "code" | "message"> | null {
  if (type === undefined) return { code: "unknown-flag", message: `unknown flag: --${flag.name}` };
  if (type !== "texts" && seen.has(flag.name))
    return { code: "duplicate-flag", message: `--${flag.name} is given twice` };
  if (type !== "boolean")
    return flag.value === null ? { code: "bad-flag", message: `--${flag.name} needs a value` } : null;
  if (flag.value === null) return null;
  const value = flag.value.text.toLowerCase();
  return value === "true" || value === "false"
    ? null
    : { code: "bad-flag", message: `--${flag.name} takes true or false, not "${flag.value.text}"` };
}
