import type { Span } from "../../core/span.ts";
import { type RunInstruction, type Scope, scopeAt } from "../../formats/dockerfile/index.ts";
import { runScript } from "../../formats/shell/index.ts";
import { endsOnFailure, type PlainShell, shellOfRun } from "../knowledge/default-shell.ts";
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
  if (!/^(?:sh|bash|dash|ash)$/.test(dialect) || body.text.trim() === "" || body.text.length > longest) return null;
  const shell = shellOfRun(view, run);
  const text = withoutInterpreter(body.text);
  const variables = scopeAt(view.file, run);
  const source = `${head(variables, shell, endsOnFailure(view, run))}${text}\n`;
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

/** A heredoc's `#!` line is in the head instead; its place stays empty. */
function withoutInterpreter(text: string): string {
  if (!text.startsWith("#!")) return text;
  const end = text.indexOf("\n");
  const length = end === -1 ? text.length : end;
  return " ".repeat(length) + text.slice(length);
}

/** `set -e` as the shell was started, and the variables of ENV and ARG: known ones with their value. */
function head(variables: Scope, shell: PlainShell | null, errexit: boolean): string {
  const words: string[] = errexit ? ["set -e"] : [];
  for (const { name, value, origin } of variables.values()) {
    if (!/^[A-Za-z_]\w*$/.test(name)) continue;
    // What the builder itself says of a platform has no blanks.
    const said = origin === "platform" ? "x" : (value ?? "");
    words.push(`export ${name}=${/^[\w./:@%+,-]+$/.test(said) ? said : '"$1"'}`);
  }
  // A shell that is not known is read as bash: what bash alone has is no fault then.
  const program = shell === "ash" ? "dash" : (shell ?? "bash");
  return `#!/bin/${program}\n${words.length === 0 ? ":" : words.join("; ")}\n`;
}
