/**
 * A script with what the shell takes as plain text blanked out, at the same length: quotes with what they hold, escaped
 * characters, comments, and the bodies of heredocs inside it. Substitutions in double quotes are blanked too.
 */
export function unquoted(script: string): string {
  const heredoc = /(?<!<)<<-?\s*['"\\]?\w/.exec(script);
  const end = heredoc === null ? script.length : heredoc.index;
  const plain = script
    .slice(0, end)
    .replaceAll(/\\[^]|'[^']*'|"(?:[^"\\]|\\[^])*"|(?<=\s)#[^\n]*/g, (text) => " ".repeat(text.length));
  return plain + " ".repeat(script.length - end);
}
