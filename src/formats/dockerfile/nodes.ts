import type { Span } from "../../core/span.ts";

/** A text taken from a file with pieces left out (continuations, comments, heredoc tabs), that can still say where each character stood. */
export interface MappedText extends Span {
  readonly text: string;
  /** The file offset of the character at `at`; `at === text.length` answers the end of the last character. */
  offset(at: number): number;
  /** The file range of `text.slice(start, end)`; it may enclose characters that are left out of the text. */
  span(start: number, end: number): Span;
}

/** A word of an instruction, continuations already joined. `text` is what BuildKit expands: quotes and escapes are still in it, but for flags and JSON, whose own quoting is undone. */
export interface Word extends Span {
  readonly text: string;
  /** True where an unescaped `$` may stand for a variable. */
  readonly dynamic: boolean;
  /** The word without quotes and escapes, or null where it is dynamic or its quotes do not close. In exec form this is the decoded string. */
  readonly value: string | null;
}

/** `--name=value`; `value` is null for a bare `--name`. Quotes and escapes of the flag are undone in the value's text. */
export interface Flag extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Word | null;
}

/** A whole-line comment; `text` is what follows the `#`, trimmed. */
export interface Comment extends Span {
  readonly kind: "comment";
  readonly text: string;
}

/** A parser directive on top of the file, such as `# syntax=docker/dockerfile:1`. The name is in lower case. */
export interface Directive extends Span {
  readonly kind: "directive";
  readonly name: string;
  readonly value: string;
  readonly nameSpan: Span;
  readonly valueSpan: Span;
}

/** A run of blank lines between other items. */
export interface Blank extends Span {
  readonly kind: "blank";
}

export interface Heredoc extends Span {
  readonly name: string;
  readonly fileDescriptor: number;
  /** False where the name is quoted: variables in the body stay as they are. */
  readonly expand: boolean;
  /** `<<-`: leading tabs of the body's lines are dropped. */
  readonly stripTabs: boolean;
  /** `<<NAME` in the instruction's line. */
  readonly opener: Span;
  /** The body, without the line of the terminator; `start` and `end` of the node enclose body and terminator. */
  readonly body: MappedText;
  /** The terminator's line, or null where the file ended before it. */
  readonly terminator: Span | null;
}

export interface ShellCommand extends Span {
  readonly form: "shell";
  /** The command line with continuations joined; where heredocs follow, they follow here too, as the shell reads them. */
  readonly script: MappedText;
}

export interface ExecCommand extends Span {
  readonly form: "exec";
  readonly words: readonly Word[];
}

/** `RUN <<EOF` and no other command: the body is the script. */
export interface HeredocCommand extends Span {
  readonly form: "heredoc";
  readonly script: MappedText;
  readonly heredoc: Heredoc;
  /** The words after `#!` of the first line, or null where the stage's shell runs the script. */
  readonly interpreter: string | null;
}

export type Command = ShellCommand | ExecCommand | HeredocCommand;
