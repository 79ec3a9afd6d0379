const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** An argv as a person would type it for a POSIX shell: words that need it are quoted, so that the line can be pasted. */
export function quote(argv: readonly string[]): string {
  return argv.map(quoteWord).join(" ");
}

function quoteWord(word: string): string {
  if (plain.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
