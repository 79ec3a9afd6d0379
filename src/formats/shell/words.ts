import type { Word, WordPart } from "unbash";
import type { Span } from "../../core/span.ts";
import type { ShellWord } from "./tree.ts";

/** Gives places of a script as places of the file. */
export type Locate = (start: number, end: number) => Span;

export function wordOf(word: Word, locate: Locate): ShellWord {
  const literal = literalOf(word);
  const { start, end } = locate(word.pos, word.end);
  return { text: word.text, value: literal.value, glob: literal.glob, start, end };
}

function literalOf(word: Word): { value: string | null; glob: boolean } {
  const { parts } = word;
  if (parts === undefined) return { value: word.value, glob: false };
  let glob = false;
  let value = "";
  for (const part of parts) {
    glob ||= part.type === "Glob" || part.type === "ExtendedGlob";
    const text = partValue(part);
    if (text === null) return { value: null, glob };
    value += text;
  }
  return { value, glob };
}

function partValue(part: WordPart): string | null {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return part.value;
    case "Glob":
      return part.parts === undefined || part.parts.every((inner) => partValue(inner) !== null) ? part.text : null;
    case "ExtendedGlob":
      return part.text;
    case "DoubleQuoted":
    case "LocaleString": {
      const values = part.parts.map(partValue);
      return values.includes(null) ? null : values.join("");
    }
    default:
      return null;
  }
}
