import type { Edit } from "../core/edit.ts";
import type { RunInstruction } from "../formats/dockerfile/index.ts";
import { insert, lineEnd, wholeLines } from "./edits.ts";
import type { FileView } from "./view.ts";

// Edits inside a RUN, in the style in which its author broke the lines.

/** Columns up to which a line is still read at a glance. */
const readable = 100;

/** Adds an option such as `--mount=…`: right behind RUN, on a line of its own where the instruction has several. */
export function runOption(view: FileView, run: RunInstruction, option: string): Edit {
  const { text } = view;
  let at = run.keyword.end;
  while (/[ \t]/.test(text[at] ?? "")) at++;
  if (at === run.keyword.end) return insert(at, ` ${option} `);
  const first = text.slice(at, wholeLines(text, { start: at, end: at }).end).trimEnd();
  // A line that holds nothing but its continuation takes the option as it is.
  if (first === view.file.escape) return insert(at, `${option} `);
  const several = run.heredocs.length === 0 && text.slice(at, run.end).includes("\n");
  return insert(at, several ? `${option} ${view.file.escape}${lineEnd(text)}${indentOf(text, run)}` : `${option} `);
}

/** Adds a command to the end of a chain: where the others have their `&&`. */
export function appendedCommand(view: FileView, run: RunInstruction, command: string): Edit {
  const { text, file } = view;
  const own = text.slice(run.start, run.end);
  const broken = ` ${file.escape}${lineEnd(text)}`;
  if (!own.includes("\n")) {
    const short = own.length + command.length + 4 <= readable;
    return insert(run.end, short ? ` && ${command}` : `${broken}    && ${command}`);
  }
  const lines = own.split("\n");
  const trailing = lines.map((line) => line.trimEnd().slice(0, -1).trimEnd().endsWith("&&"));
  const style = trailing.includes(true);
  // Where the last command of the chain begins, for the first lines may stand elsewhere than the others.
  const last = lines.findLast((line, at) => at > 0 && (style ? trailing[at - 1] : /^\s*&&/.test(line)));
  const indent = last === undefined || isComment(last) ? indentOf(text, run) : blanksBefore(last);
  return insert(run.end, style ? ` &&${broken}${indent}${command}` : `${broken}${indent}&& ${command}`);
}

/** The blanks before the second line of the instruction that is no comment. */
function indentOf(text: string, run: RunInstruction): string {
  const lines = text.slice(run.start, run.end).split("\n").slice(1);
  return blanksBefore(lines.find((line) => !isComment(line)) ?? "    ");
}

function isComment(line: string): boolean {
  return /^\s*(#|$)/.test(line);
}

function blanksBefore(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}
