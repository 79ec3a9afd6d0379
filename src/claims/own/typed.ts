const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** An argv as a person would type it for a POSIX shell. */
export function typed(argv: readonly string[]): string {
  return argv.map((word) => (plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(" ");
}
