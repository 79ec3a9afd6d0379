/** A text that a terminal may be given: one line, no control characters, so that a log or a file name cannot move the cursor or change colours. */
export function plain(text: string): string {
  return text
    .replace(/\u001b(?:\[[0-9;:?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|.)/g, "")
    .replace(/[\t\r\n]+/g, " ")
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
}

/** Columns that a text takes, with wide characters counted as two. */
export function columns(text: string): number {
  const shown = text.includes("\u001b") ? text.replace(/\u001b\[\d+m/g, "") : text;
  if (/^[\u0020-\u007e]*$/.test(shown)) return shown.length; // nearly every line, and the tables of Unicode stay unloaded
  let count = 0;
  for (const char of shown) count += wide(char) ? 2 : combining(char) ? 0 : 1;
  return count;
}

function combining(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return (
    (code >= 0x300 && code <= 0x36f) ||
    (code >= 0x200b && code <= 0x200d) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    (code >= 0x20d0 && code <= 0x20ff)
  );
}

function wide(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0x1f300 && code <= 0x1faff)
  );
}

/** A text cut to a number of columns, with `…` where something was left out. */
export function fit(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let out = "";
  let used = 0;
  for (const char of text) {
    const next = columns(char);
    if (used + next > width - 1) break;
    out += char;
    used += next;
  }
  return `${out}…`;
}

/** A text broken at spaces into lines of a width, each with the indent; a word longer than the width is left whole. */
export function wrap(text: string, width: number, indent: string): string {
  const room = Math.max(20, width - indent.length);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== "" && columns(line) + 1 + columns(word) > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "") lines.push(line);
  return lines.map((one) => indent + one).join("\n");
}

/** Rows as columns of equal width, two spaces between them; the last column is not padded. Paint after padding, through `look`. */
export function table(
  rows: readonly (readonly string[])[],
  look: (cell: string, row: number, column: number) => string = (cell) => cell,
): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, columns(cell))));
  return rows.map((row, rowAt) =>
    row
      .map((cell, at) =>
        look(at === row.length - 1 ? cell : cell + " ".repeat((widths[at] ?? 0) - columns(cell)), rowAt, at),
      )
      .join("  ")
      .trimEnd(),
  );
}
