import { defineRule } from "../define.ts";
import { lineEnd, replace } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { Span } from "../../core/span.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";
import { runScript } from "../../formats/shell/index.ts";
import type { FileView } from "../view.ts";

export default defineRule({
  id: "SW8018",
  slug: "syntax/long-line",
  title: "A very long line",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0.25,
  fix: "safe",
  since: "0.1.0",
  why: "A change in the middle of it is not seen in a diff. Continue the line after each command.",
  sources: ["https://docs.docker.com/build/building/best-practices/#sort-multi-line-arguments"],
  aka: ["dockerfile-doctor:DD074"],
  examples: [
    {
      bad: "FROM debian:13\nRUN aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb && cccccccccccccccccccccccccccccccccccccccccccccccccccc ddddddddddddddddddddddddddddddddddddddddddd eeeeeeee\n",
      good: "FROM debian:13\nRUN a \\\n  && b\n",
      fixed:
        "FROM debian:13\nRUN aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb \\\n    && cccccccccccccccccccccccccccccccccccccccccccccccccccc ddddddddddddddddddddddddddddddddddddddddddd eeeeeeee\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN curl -fsSLO https://example.org/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
  ],
  message: (a: { length: number }) => `${a.length} characters in one line.`,
  check({ view, each, report }) {
    each("run", (run) => {
      if (run.end - run.start < 200) return;
      let from = run.start;
      for (const line of view.text.slice(run.start, run.end).split("\n")) {
        // One word cannot be broken.
        if (line.length > 200 && !hasLongWord(line)) {
          const span = { start: from, end: from + line.length };
          return report({ span, args: { length: line.length }, fix: broken(view, run, span) });
        }
        from += line.length + 1;
      }
    });
  },
});

/** No line that a person wrote is longer. */
const longest = 20_000;

/** Whether a word has 120 characters. */
function hasLongWord(line: string): boolean {
  for (let from = 0; from + 120 <= line.length;) {
    const blank = line.lastIndexOf(" ", from + 119);
    if (blank < from) return true;
    from = blank + 1;
  }
  return false;
}

/** A line for each command of the chain: the same to the shell. */
function broken(view: FileView, run: RunInstruction, line: Span): readonly Edit[] | undefined {
  if (run.command?.form !== "shell" || run.heredocs.length > 0 || line.end - line.start > longest) return undefined;
  const edits: Edit[] = [];
  const broke = ` ${view.file.escape}${lineEnd(view.text)}    && `;
  for (const command of runScript(view.file, run)?.commands ?? []) {
    if (command.start < line.start || command.end > line.end || command.depth > 0) continue;
    const { separator } = command;
    if (separator !== "&&" || /^(\[|test)$/.test(command.name?.value ?? "")) continue;
    const joint = withoutBlanks(view.text, line.start, command.start) - separator.length;
    if (joint < line.start || !view.text.startsWith(separator, joint)) continue;
    const start = withoutBlanks(view.text, line.start, joint);
    edits.push(replace({ start, end: command.start }, broke));
  }
  return edits;
}

/** Where what stands before an offset ends, but for blanks. */
function withoutBlanks(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && /\s/.test(text[at - 1] ?? "")) at--;
  return at;
}
