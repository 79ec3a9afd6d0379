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

/** Adds a command to the end of a chain: where the others have their `&&`, and as deep as the last of them. */
export function appendedCommand(view: FileView, run: RunInstruction, command: string): Edit {
  const { text, file } = view;
  const broken = ` ${file.escape}${lineEnd(text)}`;
  if (text.lastIndexOf("\n", run.end - 1) < run.start) {
    const short = run.end - run.start + command.length + 4 <= readable;
    return insert(run.end, short ? ` && ${command}` : `${broken}    && ${command}`);
  }
  const { trailing, indent = indentOf(text, run) } = lastOfChain(text, run);
  return insert(run.end, trailing ? ` &&${broken}${indent}${command}` : `${broken}${indent}&& ${command}`);
}

/** Lines of one command that are gone through to find where it begins. */
const mostLines = 500;

/** On which side of the line break the last `&&` stands, and how deep the command behind it; no depth where there is none. */
function lastOfChain(text: string, run: RunInstruction): { readonly trailing: boolean; readonly indent?: string } {
  let below: string | null = null;
  let end = run.end;
  for (let count = 0; count < mostLines && end > run.start; count++) {
    const start = Math.max(run.start, text.lastIndexOf("\n", end - 1) + 1);
    const line = text.slice(start, end);
    if (below !== null && line.trimEnd().slice(0, -1).trimEnd().endsWith("&&"))
      return isComment(below) ? { trailing: true } : { trailing: true, indent: blanksBefore(below) };
    if (start > run.start && /^\s*&&/.test(line)) return { trailing: false, indent: blanksBefore(line) };
    below = line;
    end = start - 1;
  }
  return { trailing: false };
}

/** The blanks before the second line of the instruction that is no comment. */
function indentOf(text: string, run: RunInstruction): string {
  let start = text.indexOf("\n", run.start) + 1;
  while (start > 0 && start < run.end) {
    const next = text.indexOf("\n", start) + 1;
    const line = text.slice(start, next === 0 ? run.end : Math.min(next - 1, run.end));
    if (!isComment(line)) return blanksBefore(line);
    start = next;
  }
  return "    ";
}

function isComment(line: string): boolean {
  return /^\s*(#|$)/.test(line);
}

function blanksBefore(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}
