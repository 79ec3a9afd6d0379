import { OfLast } from "../../core/of-last.ts";
import type { Span } from "../../core/span.ts";
import {
  effectiveShell,
  type Command,
  type Dockerfile,
  type ExecCommand,
  type HeredocCommand,
  type MappedText,
  type RunInstruction,
  type ShellCommand as ShellForm,
  type Word,
} from "../dockerfile/index.ts";
import { collect } from "./collect.ts";
import { dialectOf, isUnderstood, programName } from "./dialect.ts";
import type { Dialect, ShellCommand, ShellScript, ShellWord } from "./tree.ts";
import type { Locate } from "./words.ts";

/** Reads a script; spans lie in the file that it was taken from. */
export function parseShell(script: MappedText, dialect: Dialect = "sh"): ShellScript {
  return read(script.text, (start, end) => script.span(start, end), { start: script.start, end: script.end }, dialect);
}

function read(text: string, locate: Locate, span: Span, dialect: Dialect): ShellScript {
  if (!isUnderstood(dialect)) return { dialect, understood: false, commands: [], functions: [], errors: [], ...span };
  return { dialect, understood: true, ...collect(text, locate), ...span };
}

const scripts = new OfLast<Dockerfile, Map<RunInstruction, ShellScript>>();

/** The script of a RUN, read when it is first asked for; no commands where the shell is PowerShell or cmd. Null for a RUN with nothing to run. */
export function runScript(file: Dockerfile, run: RunInstruction): ShellScript | null {
  if (run.command === null) return null;
  const known = scripts.of(file, () => new Map());
  let script = known.get(run);
  if (script === undefined) known.set(run, (script = commandScript(run.command, shellAt(file, run))));
  return script;
}

/** A backtick as the escape is how Windows files are written; their default shell is cmd. */
function shellAt(file: Dockerfile, run: RunInstruction): readonly string[] {
  const shell = effectiveShell(file, run);
  return file.escape === "`" && shell[0] === "/bin/sh" ? ["cmd", "/S", "/C"] : shell;
}

/** The script of any command: its shell form under `shell`, a heredoc's own interpreter, or the one command of an exec form. */
export function commandScript(command: Command, shell: readonly string[]): ShellScript {
  if (command.form === "exec") return execScript(command);
  return parseShell(command.script, scriptDialect(command, shell));
}

function scriptDialect(command: ShellForm | HeredocCommand, shell: readonly string[]): Dialect {
  const interpreter = command.form === "heredoc" ? command.interpreter : null;
  return dialectOf(interpreter === null ? shell : interpreter.split(/\s+/));
}

/** `["sh", "-c", "script"]` is read as its script, any other exec form as one command of literal words. */
function execScript(command: ExecCommand): ShellScript {
  const { words, start, end } = command;
  const [program, option, script] = words;
  const dialect = dialectOf([program?.text ?? ""]);
  if (program !== undefined && script !== undefined && isUnderstood(dialect) && /^-[a-z]*c$/.test(option?.text ?? ""))
    return inlineScript(script, dialect, { start, end });
  const commands = program === undefined ? [] : [execCommand(words, { start, end })];
  return {
    dialect: program !== undefined && isShell(program.text) ? dialect : "other",
    understood: true,
    commands,
    functions: [],
    errors: [],
    start,
    end,
  };
}

function isShell(program: string): boolean {
  return dialectOf([programName(program)]) !== "other";
}

/** The text of a JSON string has places of its own only where it holds no escapes. */
function inlineScript(script: Word, dialect: Dialect, span: Span): ShellScript {
  const straight = script.end - script.start === script.text.length + 2;
  const locate: Locate = (start, end) =>
    straight
      ? { start: script.start + 1 + start, end: script.start + 1 + end }
      : { start: script.start, end: script.end };
  return read(script.text, locate, span, dialect);
}

function execCommand(words: readonly Word[], span: Span): ShellCommand {
  const [name = null, ...args] = words.map((word): ShellWord => ({
    text: word.text,
    value: word.text,
    glob: false,
    start: word.start,
    end: word.end,
  }));
  const pipe = { index: 0, length: 1, names: [name?.value ?? null] };
  return {
    name,
    args,
    assignments: [],
    redirects: [],
    pipe,
    separator: null,
    negated: false,
    background: false,
    inside: [],
    depth: 0,
    ...span,
  };
}
