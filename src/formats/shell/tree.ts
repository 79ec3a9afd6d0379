import type { Span } from "../../core/span.ts";

/** What runs a script. `other` is any interpreter that is no shell, such as Python. */
export type Dialect = "sh" | "bash" | "dash" | "ash" | "ksh" | "zsh" | "powershell" | "cmd" | "other";

/** A word with its quotes in `text`. Spans lie in the file that the script was taken from. */
export interface ShellWord extends Span {
  readonly text: string;
  /** The word as the command receives it, or null where the shell decides (variables, substitutions, braces). */
  readonly value: string | null;
  /** It holds an unquoted `*`, `?` or `[…]`. */
  readonly glob: boolean;
}

export interface ShellAssignment extends Span {
  readonly name: string;
  /** Null for an array. */
  readonly value: ShellWord | null;
  readonly append: boolean;
}

export interface ShellRedirect extends Span {
  /** `>`, `>>`, `<`, `>&`, `<<`, `<<-`, `<<<`, … */
  readonly operator: string;
  /** The number before the operator, or null where none is written. */
  readonly descriptor: number | null;
  /** A file, a descriptor or a here-string; null for a heredoc. */
  readonly target: ShellWord | null;
  readonly heredoc: { readonly text: string; readonly quoted: boolean; readonly body: Span } | null;
}

/** What a command stands in, outermost first. */
export type Enclosure = "subshell" | "substitution" | "group" | "if" | "loop" | "case" | "function" | "coproc";

/** One simple command. */
export interface ShellCommand extends Span {
  /** Null where there are assignments or redirects only. */
  readonly name: ShellWord | null;
  readonly args: readonly ShellWord[];
  readonly assignments: readonly ShellAssignment[];
  readonly redirects: readonly ShellRedirect[];
  /** Its place in its pipe (0 of 1 where there is none), and the literal names of the pipe's members. */
  readonly pipe: { readonly index: number; readonly length: number; readonly names: readonly (string | null)[] };
  /** What stands before it in its list; null for the first. */
  readonly separator: "&&" | "||" | ";" | "&" | "\n" | "|" | "|&" | null;
  readonly negated: boolean;
  readonly background: boolean;
  readonly inside: readonly Enclosure[];
  /** How many subshells and substitutions it stands in. */
  readonly depth: number;
}

export interface ShellError extends Span {
  readonly message: string;
}

/** The simple commands of a script in order, those inside compound commands and substitutions too. */
export interface ShellScript extends Span {
  readonly dialect: Dialect;
  /** False for PowerShell, cmd and interpreters that are no shell: there are no commands then. */
  readonly understood: boolean;
  readonly commands: readonly ShellCommand[];
  /** Names of the functions that it defines. */
  readonly functions: readonly string[];
  readonly errors: readonly ShellError[];
}
