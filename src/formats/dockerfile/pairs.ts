import type { SourceText } from "./mapped-text.ts";
import type { Pair, ParseError, Word } from "./tree.ts";
import { isBlank } from "./white-space.ts";
import { quotedWords, SourceWord, wordAt, type Escape, type Stretch } from "./words.ts";

type Report = (error: ParseError) => void;

/** Pairs of ENV and LABEL: `name=value …`, or the old `name value`, which is one pair to the end of the line. */
export function assignedPairs(rest: SourceText, keyword: string, escape: Escape, report: Report): Pair[] {
  const words = quotedWords(rest.text, escape);
  const [first] = words;
  if (first !== undefined && !first.text.includes("=")) return oldPair(rest, keyword, escape, report);
  const pairs: Pair[] = [];
  for (const word of words) {
    const pair = pairOf(rest, word, escape);
    if (pair.value === null)
      report({
        code: "bad-pair",
        message: `"${word.text}" has no "=": ${keyword} takes name=value`,
        start: pair.start,
        end: pair.end,
      });
    else if (pair.name.text === "")
      report({ code: "bad-pair", message: `${keyword} names can not be blank`, start: pair.start, end: pair.end });
    pairs.push(pair);
  }
  return pairs;
}

/** Pairs of ARG: `name` or `name=value`. */
export function declaredPairs(rest: SourceText, escape: Escape, report: Report): Pair[] {
  return quotedWords(rest.text, escape).map((word) => {
    const pair = pairOf(rest, word, escape);
    if (pair.name.text === "")
      report({ code: "bad-pair", message: "ARG names can not be blank", start: pair.start, end: pair.end });
    return pair;
  });
}

function pairOf(rest: SourceText, word: Stretch, escape: Escape): Pair {
  const equals = word.text.indexOf("=");
  const name = wordAt(rest, word.from, equals === -1 ? word.to : word.from + equals, escape);
  const whole = rest.span(word.from, word.to);
  if (equals === -1) return { name, value: null, separator: null, ...whole };
  const valueAt = word.from + equals + 1;
  return { name, value: valueWord(rest, valueAt, word.to, escape, whole.end), separator: "=", ...whole };
}

function valueWord(rest: SourceText, from: number, to: number, escape: Escape, end: number): Word {
  return from < to ? wordAt(rest, from, to, escape) : new SourceWord("", end, end, escape);
}

function oldPair(rest: SourceText, keyword: string, escape: Escape, report: Report): Pair[] {
  const { text } = rest;
  let nameEnd = 0;
  while (nameEnd < text.length && !isBlank(text.charCodeAt(nameEnd))) nameEnd++;
  let valueAt = nameEnd;
  while (valueAt < text.length && isBlank(text.charCodeAt(valueAt))) valueAt++;
  const name = wordAt(rest, 0, nameEnd, escape);
  const span = { start: rest.start, end: rest.end };
  if (nameEnd === text.length) {
    report({ code: "missing-arguments", message: `${keyword} needs a name and a value`, ...span });
    return [{ name, value: null, separator: null, ...span }];
  }
  return [{ name, value: wordAt(rest, valueAt, text.length, escape), separator: " ", ...span }];
}
