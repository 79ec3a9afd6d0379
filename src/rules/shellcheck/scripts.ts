import type { Span } from "../../core/span.ts";
import { type RunInstruction, type Scope, scopeAt } from "../../formats/dockerfile/index.ts";
import { type Dialect, runScript } from "../../formats/shell/index.ts";
import { type PlainShell, plainShellOf } from "../knowledge/default-shell.ts";
import type { FileView } from "../view.ts";

/** Lines that stand before the script in what ShellCheck reads. */
export const headLines = 2;

/** A longer script is not given to ShellCheck, whose time and memory grow fast. */
const longest = 100_000;

/** The script of one RUN with what ShellCheck is given for it. */
export interface RunSource {
  readonly run: RunInstruction;
  /** A head of two lines that tells of the shell and the variables, then the script. Equal sources get equal answers. */
  readonly source: string;
  /** The script as it stands in `source` after the head. */
  readonly text: string;
  /** Null where the shell is not known: what is portable is not known then either. */
  readonly shell: PlainShell | null;
  /** ENV and ARG in force. */
  readonly variables: Scope;
  /** The file range of `text.slice(start, end)`. */
  span(start: number, end: number): Span;
  /** False where the text in the file is written differently: in a JSON string. */
  readonly plain: boolean;
}

const made = new WeakMap<FileView, readonly RunSource[]>();

/** The shell scripts of all RUNs of a file, those in ONBUILD too; none of PowerShell, cmd, zsh or of other interpreters. */
export function runSources(view: FileView): readonly RunSource[] {
  let sources = made.get(view);
  if (sources === undefined) {
    const out: RunSource[] = [];
    view.each("run", (run) => {
      const one = sourceOf(view, run);
      if (one !== null) out.push(one);
    });
    made.set(view, (sources = out));
  }
  return sources;
}

function sourceOf(view: FileView, run: RunInstruction): RunSource | null {
  const stage = view.stageOf(run);
  const body = bodyOf(run);
  if (stage === null || body === null || view.isWindows(stage)) return null;
  const dialect = runScript(view.file, run)?.dialect ?? "other";
  const shell = shellOf(dialect, view.root(stage));
  if (shell === "unread" || body.text.trim() === "" || body.text.length > longest) return null;
  const { interpreter, text } = withoutInterpreter(body.text);
  const options = interpreter ?? (run.command?.form === "exec" ? [] : view.shell(run));
  const variables = scopeAt(view.file, run);
  const source = `${head(variables, shell, dialect, options)}${text}\n`;
  return { run, source, text, shell, variables, span: body.span, plain: body.plain };
}

interface Body {
  readonly text: string;
  readonly plain: boolean;
  span(start: number, end: number): Span;
}

/** The text that the shell reads: of the shell form, of a heredoc, or of `["sh", "-c", "…"]`. */
function bodyOf({ command }: RunInstruction): Body | null {
  if (command === null) return null;
  if (command.form !== "exec") {
    const { script } = command;
    return { text: script.text, plain: true, span: (start, end) => script.span(start, end) };
  }
  const [, option, script] = command.words;
  if (script === undefined || !/^-[a-z]*c$/.test(option?.text ?? "")) return null;
  // A JSON string has places of its own only where it holds no escapes.
  const straight = script.end - script.start === script.text.length + 2;
  const at = script.start + 1;
  const span = (start: number, end: number): Span =>
    straight ? { start: at + start, end: at + end } : { start: script.start, end: script.end };
  return { text: script.text, plain: false, span };
}

function shellOf(dialect: Dialect, image: string | null): PlainShell | null | "unread" {
  if (dialect === "bash") return "bash";
  if (dialect === "dash" || dialect === "ash") return dialect;
  return dialect === "sh" ? plainShellOf(image) : "unread";
}

/** A heredoc's `#!` line is in the head instead: its words, and the text with that line left empty. */
function withoutInterpreter(text: string): { readonly text: string; readonly interpreter: readonly string[] | null } {
  if (!text.startsWith("#!")) return { text, interpreter: null };
  const end = text.indexOf("\n");
  const line = end === -1 ? text : text.slice(0, end);
  return { text: " ".repeat(line.length) + text.slice(line.length), interpreter: line.slice(2).trim().split(/\s+/) };
}

/** `set -e` as the shell was started, and the variables of ENV and ARG: known ones with their value. */
function head(variables: Scope, shell: PlainShell | null, dialect: Dialect, options: readonly string[]): string {
  const program = shell === "ash" ? "dash" : (shell ?? (dialect === "bash" ? "bash" : "sh"));
  const words: string[] = [];
  if (options.some((word) => word === "errexit" || (/^-[a-z]+$/.test(word) && word.includes("e"))))
    words.push("set -e");
  for (const { name, value, origin } of variables.values()) {
    if (!/^[A-Za-z_]\w*$/.test(name)) continue;
    // What the builder itself says of a platform has no blanks.
    const said = origin === "platform" ? "x" : (value ?? "");
    words.push(`export ${name}=${/^[\w./:@%+,-]+$/.test(said) ? said : '"$1"'}`);
  }
  return `#!/bin/${program}\n${words.length === 0 ? ":" : words.join("; ")}\n`;
}
