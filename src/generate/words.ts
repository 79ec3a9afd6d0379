/** Text for a comment: one line, whatever a file's name holds. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

/** A comment of at most 110 columns a line. */
export function comment(text: string, indent = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of oneLine(text).split(/ +/)) {
    if (line !== "" && line.length + word.length + 1 > 108) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "") lines.push(line);
  return lines.map((l) => `${indent}# ${l}`);
}

/** JSON as Dockerfiles write it: `["a", "b"]`. */
export function jsonList(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
}

export function isPlainWord(word: string): boolean {
  return /^[\w./:=@%+,-]+$/.test(word);
}
