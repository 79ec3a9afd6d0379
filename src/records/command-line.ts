/** An argv as a person would type it for a POSIX shell; an argument is quoted only where a shell would read it otherwise. */
export function typedCommand(argv: readonly string[]): string {
  return argv
    .map((argument) => (/^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`))
    .join(" ");
}

/**
 * The argv of a typed command, or null where it needs a shell (a pipe, a list, a redirection, an expansion, a glob) or its quotes do not close.
 * A record's commands come from a file: they are run as argv or not at all.
 */
export function splitCommand(command: string): readonly string[] | null {
  const argv: string[] = [];
  let word: string | null = null;
  let quote: "'" | '"' | null = null;
  for (let at = 0; at < command.length; at += 1) {
    const char = command.charAt(at);
    if (quote === "'") {
      if (char === "'") quote = null;
      else word = (word ?? "") + char;
    } else if (char === "\\") {
      const next = command.charAt(at + 1);
      if (next === "" || next === "\n") return null;
      word = (word ?? "") + (quote === '"' && !'"\\$`'.includes(next) ? char + next : next);
      at += 1;
    } else if (char === "$" || char === "`") return null;
    else if (quote === '"') {
      if (char === '"') quote = null;
      else word = (word ?? "") + char;
    } else if (char === "'" || char === '"') {
      quote = char;
      word ??= "";
    } else if (char === " " || char === "\t") {
      if (word !== null) argv.push(word);
      word = null;
    } else if ("|&;<>()*?[]\n\r".includes(char) || (char === "#" && word === null) || (char === "~" && word === null))
      return null;
    else word = (word ?? "") + char;
  }
  if (quote !== null) return null;
  if (word !== null) argv.push(word);
  return argv.length === 0 ? null : argv;
}
