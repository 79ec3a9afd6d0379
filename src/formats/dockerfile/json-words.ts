import type { SourceText } from "./mapped-text.ts";
import type { Word } from "./tree.ts";

/** `null`: no JSON array, so the words stand for themselves. `mixed`: an array with something else than strings, which BuildKit refuses. */
export type JsonWords = readonly Word[] | "mixed" | null;

/** Reads `["a", "b"]` as Go's JSON reader does; the whole text must be one array. */
export function jsonWords(source: SourceText, make: (value: string, start: number, end: number) => Word): JsonWords {
  const { text } = source;
  if (text.charCodeAt(0) !== 91) return null;
  const words: Word[] = [];
  let at = skip(text, 1);
  if (text.charCodeAt(at) === 93) return skip(text, at + 1) === text.length ? words : null;
  for (;;) {
    if (text.charCodeAt(at) !== 34) return isArray(text) ? "mixed" : null;
    const close = stringEnd(text, at);
    if (close === -1) return null;
    const value = decode(text, at, close);
    if (value === null) return null;
    const { start, end } = source.span(at, close);
    words.push(make(value, start, end));
    at = skip(text, close);
    const code = text.charCodeAt(at);
    at = skip(text, at + 1);
    if (code === 93) return at === text.length ? words : null;
    if (code !== 44) return null;
  }
}

function skip(text: string, from: number): number {
  let at = from;
  for (
    let code = text.charCodeAt(at);
    code === 32 || code === 9 || code === 10 || code === 13;
    code = text.charCodeAt(at)
  )
    at++;
  return at;
}

function stringEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return at + 1;
    if (code === 92) at++;
    else if (code < 32) return -1;
  }
  return -1;
}

function decode(text: string, from: number, to: number): string | null {
  const inner = text.slice(from + 1, to - 1);
  if (!inner.includes("\\")) return inner;
  const value = parsed(text.slice(from, to));
  return typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : null;
}

function isArray(text: string): boolean {
  return Array.isArray(parsed(text));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
