import { OfLast } from "../core/of-last.ts";
import type { Span } from "../core/span.ts";
import type { Dockerfile, RunInstruction } from "../formats/dockerfile/index.ts";
import { runScript, type ShellCommand } from "../formats/shell/index.ts";

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
  /** False in exec form, where a word is a JSON string. */
  readonly shell: boolean;
}

const wrappers = new Set(["sudo", "env", "command", "exec", "time", "nice", "nohup", "eatmydata", "doas"]);

/** The calls of one RUN in order; none where its shell is not one that is read (PowerShell, cmd). */
export function callsOf(file: Dockerfile, run: RunInstruction): readonly Call[] {
  const script = runScript(file, run);
  if (script === null) return [];
  const shell = run.command?.form !== "exec";
  const out: Call[] = [];
  for (const command of script.commands) {
    const call = callOf(run, command, shell);
    if (call !== null) out.push(call);
  }
  return out;
}

const pipeBases = new OfLast<readonly (string | null)[], readonly string[]>();

function callOf(run: RunInstruction, command: ShellCommand, shell: boolean): Call | null {
  if (command.name === null) return null;
  const program = programOf(command.name, command);
  if (program === null) return null;
  const { head, base, words, assigned, sudo } = program;
  const { index, length, names } = command.pipe;
  // The members of a pipe share their names.
  const bases = pipeBases.of(names, () => names.map((one) => baseName(one ?? "")));
  return {
    run,
    name: base.startsWith("pip") && /^pip[\d.]*$/.test(base) ? "pip" : base,
    nameSpan: { start: head.start, end: head.end },
    words,
    assigned,
    sudo,
    pipe: { index, length, names: bases },
    nested: command.inside.length > 0 && command.inside.some((enclosure) => enclosure !== "group"),
    shell,
    start: command.start,
    end: command.end,
  };
}

interface Program extends Pick<Call, "words" | "assigned" | "sudo"> {
  /** The word that names it, and the last part of its path. */
  readonly head: CallWord;
  readonly base: string;
}

const noneAssigned: ReadonlyMap<string, string> = new Map();

/** What a command runs in the end; null where it only sets variables. */
function programOf(first: CallWord, { args, assignments }: ShellCommand): Program | null {
  const base = baseName(first.value ?? "");
  const plain = !wrappers.has(base) && !base.startsWith("python");
  // Nearly all commands are themselves what they run, with nothing set for them.
  if (plain && assignments.length === 0) return { head: first, base, words: args, assigned: noneAssigned, sudo: null };
  const assigned = new Map<string, string>();
  for (const one of assignments) assigned.set(one.name, one.value?.value ?? "");
  if (plain) return { head: first, base, words: args, assigned, sudo: null };
  const words = [first, ...args];
  const { at, sudo } = unwrapped(words, assigned);
  const head = words[at];
  if (head === undefined) return null;
  return { head, base: baseName(head.value ?? ""), words: words.slice(at + 1), assigned, sudo };
}

/** Where the command itself stands behind `sudo -E`, `env A=1`, `python -m` and the like. */
function unwrapped(
  words: readonly CallWord[],
  assigned: Map<string, string>,
): { readonly at: number; readonly sudo: Span | null } {
  let at = 0;
  let sudo: Span | null = null;
  for (; at < words.length; at++) {
    const word = words[at]?.value ?? "";
    const base = baseName(word);
    if (wrappers.has(base) && at + 1 < words.length) {
      if (base === "sudo") sudo = { start: words[at]?.start ?? 0, end: words[at + 1]?.start ?? 0 };
      while ((words[at + 1]?.value ?? "").startsWith("-") && at + 2 < words.length) at++;
      continue;
    }
    const set = at === 0 ? null : /^([A-Za-z_]\w*)=(.*)$/s.exec(word);
    if (set === null) break;
    assigned.set(set[1] ?? "", set[2] ?? "");
  }
  if (
    /^python[\d.]*$/.test(baseName(words[at]?.value ?? "")) &&
    words[at + 1]?.value === "-m" &&
    words[at + 2] !== undefined
  )
    at += 2;
  return { at, sudo };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

// Reading a call's words ------------------------------------------------------------------------

/** Whether a flag is there: `--long` (also `--long=value`) or `-x`, alone or in a cluster such as `-qqy`. */
export function hasFlag(call: Call, ...flags: readonly string[]): boolean {
  return flagWord(call, ...flags) !== null;
}

/** The word that carries one of the flags. */
export function flagWord(call: Call, ...flags: readonly string[]): CallWord | null {
  for (const word of call.words) {
    const { text } = word;
    if (text.charCodeAt(0) !== dash) continue;
    if (flags.includes(text)) return word;
    for (const flag of flags) {
      if (flag.length === 2 && letter.test(flag) && text.includes(flag.charAt(1)) && cluster.test(text)) return word;
      if (text[flag.length] === "=" && flag.startsWith("--") && text.startsWith(flag)) return word;
    }
  }
  return null;
}

const cluster = /^-[A-Za-z]+-?$/;
const letter = /^-[A-Za-z]$/;

/** The words that are no flags; `valued` names the flags whose next word is their value. */
export function operands(call: Call, valued: readonly string[] = []): readonly CallWord[] {
  const out: CallWord[] = [];
  for (let at = 0; at < call.words.length; at++) {
    const word = call.words[at];
    if (word === undefined) break;
    if (word.text.charCodeAt(0) !== dash) out.push(word);
    else if (valued.includes(word.text)) at++;
  }
  return out;
}

/** Whether there are at least so many words that are no flags; looks no further. */
export function hasOperands(call: Call, count: number, valued: readonly string[] = []): boolean {
  let found = 0;
  for (let at = 0; at < call.words.length && found < count; at++) {
    const { text } = call.words[at] ?? noWord;
    if (text.charCodeAt(0) !== dash) found++;
    else if (valued.includes(text)) at++;
  }
  return found >= count;
}

const noWord = { text: "" };
const dash = 45;

const commonValued = [
  "-o",
  "-c",
  "-t",
  "--prefix",
  "-C",
  "--cwd",
  "--repository",
  "-X",
  "--directory",
  "--project",
  "-p",
  "--installroot",
  "--releasever",
];

/** The first word that is no flag, such as `install` of `apt-get -o X=Y install`. */
export function subcommand(call: Call, valued: readonly string[] = commonValued): CallWord | null {
  for (let at = 0; at < call.words.length; at++) {
    const word = call.words[at];
    if (word === undefined) break;
    if (word.text.charCodeAt(0) !== dash) return word;
    if (valued.includes(word.text)) at++;
  }
  return null;
}
