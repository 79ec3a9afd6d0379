import type { Span } from "../core/span.ts";
import type { CallWord } from "./calls.ts";

/** So many names are read by a person, and told. */
const most = 100;

/** The words that pass, from the first to the last of those told, as one text; null where none does. */
export function enumerated(
  words: readonly CallWord[],
  passes: (word: CallWord) => boolean,
): (Span & { readonly text: string }) | null {
  const found: CallWord[] = [];
  let more = false;
  for (const word of words) {
    if (!passes(word)) continue;
    more = found.length === most;
    if (more) break;
    found.push(word);
  }
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined) return null;
  const text = found.map((word) => word.value ?? word.text).join(", ");
  return { start: first.start, end: last.end, text: more ? `${text} and others` : text };
}
