/** The last line that a program said, "" where it said nothing: where a tool says why it gave up. */
export function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
