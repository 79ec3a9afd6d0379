import { forEachChild, parse, type SyntaxNode, type Command as ShellNode, type Word as ShellWord } from "unbash";
import type { Span } from "../core/span.ts";
import type { MappedText, RunInstruction } from "../formats/dockerfile/index.ts";

/** A word of a command. `value` is null where the shell decides (a variable, a substitution). */
export interface CallWord extends Span {
  readonly text: string;
  readonly value: string | null;
}

/** One simple command of a RUN: `sudo`, `env` and the like are taken off, `python -m pip` is `pip`. Spans lie in the file. */
export interface Call extends Span {
  readonly run: RunInstruction;
  /** Last part of the command's path, such as `apt-get`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly words: readonly CallWord[];
  /** Names set before the command, as in `DEBIAN_FRONTEND=noninteractive apt-get …`. */
  readonly assigned: ReadonlyMap<string, string>;
  readonly sudo: Span | null;
  /** The commands of the pipe that this one is part of, in order; only itself where there is none. */
  readonly pipe: { readonly index: number; readonly length: number; readonly names: readonly string[] };
  /** Nested in a subshell, a substitution, a branch or a loop. */
  readonly nested: boolean;
  readonly redirected: boolean;
  /** False in exec form, where a word is a JSON string. */
  readonly shell: boolean;
}

const wrappers = new Set(["sudo", "env", "command", "exec", "time", "nice", "nohup", "eatmydata", "doas"]);

interface Piped {
  readonly index: number;
  readonly length: number;
  readonly names: readonly string[];
}

/** The calls of one RUN in order. What the shell's grammar does not allow yields the calls up to there. */
export function callsOf(run: RunInstruction): readonly Call[] {
  const command = run.command;
  if (command === null) return [];
  if (command.form === "exec") {
    const words = command.words.map((word) => ({ text: word.text, value: word.value, start: word.start, end: word.end }));
    const made = makeCall(run, words, new Map(), { shell: false, nested: false, redirected: false, pipe: null, span: command });
    return made === null ? [] : [made];
  }
  if (command.form === "heredoc" && command.interpreter !== null && !/(^|\/)(ba|da|a)?sh(\s|$)/.test(command.interpreter)) return [];
  return scriptCalls(run, command.script);
}

function scriptCalls(run: RunInstruction, script: MappedText): readonly Call[] {
  const out: Call[] = [];
  const toWord = (word: ShellWord): CallWord => ({
    text: word.text,
    value: word.parts?.some((part) => dynamic(part.type)) ? quotedLiteral(word) : word.value,
    ...plain(script.span(word.pos, word.end)),
  });
  const visit = (node: SyntaxNode, nested: boolean, pipe: Piped | null): void => {
    if (node.type === "Command") {
      const call = shellCall(run, script, node, toWord, nested, pipe);
      if (call !== null) out.push(call);
      for (const word of node.args) if (/\$\(|`|<\(/.test(word.text)) forEachChild(word, (child) => visit(child, true, null));
      for (const set of node.prefix) if (set.type === "Assignment" && /\$\(|`/.test(set.text)) forEachChild(set, (child) => visit(child, true, null));
      return;
    }
    if (node.type === "Pipeline") {
      const names = node.commands.map((part) => (part.type === "Command" ? baseName(part.name?.value ?? "") : part.type));
      node.commands.forEach((part, index) => visit(part, nested, { index, length: node.commands.length, names }));
      return;
    }
    const inner = nested || !["Script", "Statement", "AndOr", "CompoundList", "Redirected", "BraceGroup"].includes(node.type);
    forEachChild(node, (child) => visit(child, inner, node.type === "Redirected" ? pipe : null));
  };
  visit(parse(script.text), false, null);
  return out;
}

function shellCall(
  run: RunInstruction,
  script: MappedText,
  node: ShellNode,
  toWord: (word: ShellWord) => CallWord,
  nested: boolean,
  pipe: Piped | null,
): Call | null {
  if (node.name === undefined) return null;
  const assigned = new Map<string, string>();
  for (const part of node.prefix) if (part.type === "Assignment") assigned.set(part.name, part.value.type === "Word" ? part.value.value : "");
  const words = [toWord(node.name)];
  for (const part of node.args) {
    if (part.type === "Word") words.push(toWord(part));
    else words.push({ text: part.text, value: part.text.includes("$") ? null : part.text, ...plain(script.span(part.pos, part.end)) });
  }
  return makeCall(run, words, assigned, { shell: true, nested, redirected: node.redirects.length > 0, pipe, span: script.span(node.pos, node.end) });
}

interface Place {
  readonly shell: boolean;
  readonly nested: boolean;
  readonly redirected: boolean;
  readonly pipe: Piped | null;
  readonly span: Span;
}

function makeCall(run: RunInstruction, words: readonly CallWord[], assigned: Map<string, string>, place: Place): Call | null {
  let at = 0;
  let sudo: Span | null = null;
  for (; at < words.length; at++) {
    const word = words[at]?.value ?? "";
    if (wrappers.has(baseName(word)) && at + 1 < words.length) {
      if (baseName(word) === "sudo") sudo = { start: words[at]?.start ?? 0, end: words[at + 1]?.start ?? 0 };
      while (/^-/.test(words[at + 1]?.value ?? "") && at + 2 < words.length) at++;
      continue;
    }
    const set = /^([A-Za-z_]\w*)=(.*)$/s.exec(word);
    if (set === null || at === 0) break;
    assigned.set(set[1] ?? "", set[2] ?? "");
  }
  if (/^python[\d.]*$/.test(baseName(words[at]?.value ?? "")) && words[at + 1]?.value === "-m" && words[at + 2] !== undefined) at += 2;
  const head = words[at];
  if (head === undefined) return null;
  const name = /^pip[\d.]*$/.test(baseName(head.value ?? "")) ? "pip" : baseName(head.value ?? "");
  return {
    run,
    name,
    nameSpan: plain(head),
    words: words.slice(at + 1),
    assigned,
    sudo,
    pipe: place.pipe ?? { index: 0, length: 1, names: [name] },
    nested: place.nested,
    redirected: place.redirected,
    shell: place.shell,
    ...plain(place.span),
  };
}

function dynamic(type: string): boolean {
  return !["Literal", "SingleQuoted", "AnsiCQuoted", "Glob"].includes(type);
}

/** The value of a word in which nothing but double quotes was found; null where the shell expands something. */
function quotedLiteral(word: ShellWord): string | null {
  for (const part of word.parts ?? []) {
    if (part.type === "DoubleQuoted" ? part.parts.some((inner) => inner.type !== "Literal") : dynamic(part.type)) return null;
  }
  return word.value;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function plain(span: Span): Span {
  return { start: span.start, end: span.end };
}

// Reading a call's words ------------------------------------------------------------------------

/** Whether a flag is there: `--long` (also `--long=value`) or `-x`, alone or in a cluster such as `-qqy`. */
export function hasFlag(call: Call, ...flags: readonly string[]): boolean {
  return flagWord(call, ...flags) !== null;
}

/** The word that carries one of the flags. */
export function flagWord(call: Call, ...flags: readonly string[]): CallWord | null {
  for (const word of call.words) {
    for (const flag of flags) {
      if (word.text === flag || (flag.startsWith("--") && word.text.startsWith(`${flag}=`))) return word;
      if (/^-[A-Za-z]$/.test(flag) && /^-[A-Za-z]+-?$/.test(word.text) && word.text.includes(flag.slice(1))) return word;
    }
  }
  return null;
}

/** The words that are no flags; `valued` names the flags whose next word is their value. */
export function operands(call: Call, valued: readonly string[] = []): readonly CallWord[] {
  const out: CallWord[] = [];
  for (let at = 0; at < call.words.length; at++) {
    const word = call.words[at];
    if (word === undefined) break;
    if (valued.includes(word.text)) at++;
    else if (!word.text.startsWith("-")) out.push(word);
  }
  return out;
}

const commonValued = ["-o", "-c", "-t", "--prefix", "-C", "--cwd", "--repository", "-X", "--directory", "--project", "-p", "--installroot", "--releasever"];

/** The first word that is no flag, such as `install` of `apt-get -o X=Y install`. */
export function subcommand(call: Call, valued: readonly string[] = commonValued): CallWord | null {
  return operands(call, valued)[0] ?? null;
}
