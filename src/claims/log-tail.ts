/** The last lines of a log as one line of at most so many characters: where a tool says why it gave up. */
export function logTail(log: string, lines: number, characters: number): string {
  return log.trim().split("\n").slice(-lines).join(" ").replaceAll(/\s+/g, " ").slice(-characters);
}
