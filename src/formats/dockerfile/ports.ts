import type { ParseError, Port, Word } from "./tree.ts";

/** Reads `80`, `80/udp` or `8000-8010/tcp`; a port that holds a variable has no numbers. */
export function portOf(word: Word, report: (error: ParseError) => void): Port {
  const text = word.value ?? word.text;
  const slash = text.indexOf("/");
  const protocol = slash === -1 ? "tcp" : text.slice(slash + 1).toLowerCase();
  const numbers = slash === -1 ? text : text.slice(0, slash);
  const dash = numbers.indexOf("-");
  const from = portNumber(dash === -1 ? numbers : numbers.slice(0, dash));
  const to = dash === -1 ? from : portNumber(numbers.slice(dash + 1));
  const port = { word, from, to, protocol, start: word.start, end: word.end };
  if (!word.dynamic && !numbers.includes(":") && (from === null || to === null || to < from)) {
    report({
      code: "bad-port",
      message: `"${word.text}" is no port, nor a range of ports`,
      start: word.start,
      end: word.end,
    });
  }
  return word.dynamic && (from === null || to === null) ? { ...port, from: null, to: null } : port;
}

function portNumber(text: string): number | null {
  if (!/^[0-9]{1,5}$/.test(text)) return null;
  const port = Number(text);
  return port <= 65_535 ? port : null;
}
