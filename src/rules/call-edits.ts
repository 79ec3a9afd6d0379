import type { Edit } from "../core/edit.ts";
import { OfLast } from "../core/of-last.ts";
import type { Span } from "../core/span.ts";
import type { RunInstruction } from "../formats/dockerfile/index.ts";
import { runScript, type ShellCommand } from "../formats/shell/index.ts";
import type { Call } from "./calls.ts";
import { insert, removeInstruction, removeWord, toldAbove } from "./edits.ts";
import { lowerBound } from "../core/lower-bound.ts";
import { appendedCommand } from "./run-edits.ts";
import type { FileView } from "./view.ts";

// Commands and words taken out of a RUN, and put into one.

/** Commands that alone do nothing for the image: a RUN of only these goes with the last command that it was for. */
const idle = /^(set|true|:|echo)$/;

/**
 * Takes commands out of the chain of a RUN, with the `&&` or `;` that joins them, and the RUN where nothing is left but
 * what, by `withServing`, only serves installations. Undefined where the chain is no plain one, or a comment would be lost.
 */
export function removeCalls(
  view: FileView,
  run: RunInstruction,
  calls: readonly Call[],
  withServing = false,
): readonly Edit[] | undefined {
  if (run.command?.form !== "shell" || run.heredocs.length > 0 || calls.some((call) => call.nested)) return undefined;
  const gone = new Set(calls.map((call) => call.start));
  const { commands, unnamed } = chains.of(run, () => chainOf(view, run));
  const working = (withServing ? workBesideServing : work).of(run, () =>
    startsOf(view.callsIn(run).filter((call) => !idle.test(call.name) && !(withServing && servesInstalls(call)))),
  );
  if (isWithin(working, gone) && isWithin(unnamed, gone))
    return run.comments.length === 0 && !run.onbuild ? [removeInstruction(view.text, run)] : undefined;
  const edits: Edit[] = [];
  for (const { from, to } of stretches(commands, gone)) {
    const span = removal(view, run, commands, from, to);
    const next = span === null ? undefined : run.comments[lowerBound(run.comments, span.start)];
    if (span === null || (next !== undefined && next.start < span.end)) return undefined;
    edits.push({ ...span, text: "" });
  }
  return edits.length === 0 ? undefined : edits;
}

/** The commands of a RUN that are in no group, and the starts of those that have no name. */
interface Chain {
  readonly commands: readonly ShellCommand[];
  readonly unnamed: ReadonlySet<number>;
}

// Each call of a long RUN may be taken out by itself: what the RUN is asked for each is worked out once.
const chains = new OfLast<RunInstruction, Chain>();
const work = new OfLast<RunInstruction, ReadonlySet<number>>();
const workBesideServing = new OfLast<RunInstruction, ReadonlySet<number>>();

function chainOf(view: FileView, run: RunInstruction): Chain {
  const commands = (runScript(view.file, run)?.commands ?? []).filter((one) => one.inside.length === 0);
  return { commands, unnamed: startsOf(commands.filter((one) => one.name === null)) };
}

function startsOf(spans: readonly Span[]): ReadonlySet<number> {
  return new Set(spans.map((one) => one.start));
}

function isWithin(some: ReadonlySet<number>, all: ReadonlySet<number>): boolean {
  if (some.size > all.size) return false;
  for (const one of some) if (!all.has(one)) return false;
  return true;
}

/** The commands at these starts, those next to each other in one. */
function stretches(
  commands: readonly ShellCommand[],
  starts: ReadonlySet<number>,
): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const start of [...starts].sort((a, b) => a - b)) {
    const at = lowerBound(commands, start);
    const last = found.at(-1);
    if (commands[at]?.start !== start) continue;
    if (last?.to === at - 1) last.to = at;
    else found.push({ from: at, to: at });
  }
  return found;
}

/** Where `from` to `to` of a chain go out; null where what stands around them is more than a joint. */
function removal(
  view: FileView,
  run: RunInstruction,
  commands: readonly ShellCommand[],
  from: number,
  to: number,
): Span | null {
  const first = commands[from];
  const last = commands[to];
  const before = commands[from - 1];
  const next = commands[to + 1];
  if (first === undefined || last === undefined || first.negated) return null;
  for (let at = Math.max(from - 1, 0); at < to + 1; at++) {
    const one = commands[at];
    const other = commands[at + 1];
    if (one === undefined || other === undefined) break;
    if (!/^\s*(&&|;)[\s\\`]*$/.test(view.text.slice(one.end, other.start).replace(/\\\r?\n/g, ""))) return null;
  }
  if (next === undefined && view.text.slice(last.end, run.end).trim() !== "") return null;
  if (before !== undefined) return { start: before.end, end: last.end };
  if (next === undefined || view.text.slice(run.command?.start ?? run.start, first.start).trim() !== "") return null;
  return { start: first.start, end: next.start };
}

const places = new OfLast<RunInstruction, ReadonlyMap<number, number>>();

/** Puts a command right behind another, joined as the chain is. */
export function commandAfter(view: FileView, call: Call, command: string): readonly Edit[] | undefined {
  const { run } = call;
  if (run.command?.form !== "shell" || run.heredocs.length > 0 || call.nested || call.pipe.length > 1) return undefined;
  const script = runScript(view.file, run)?.commands ?? [];
  const at = places.of(run, () => new Map(script.map((one, index) => [one.start, index]))).get(call.start) ?? -1;
  const own = script[at];
  const next = script[at + 1];
  const joint = next?.separator ?? own?.separator ?? "&&";
  if (own === undefined || (joint !== "&&" && joint !== ";") || own.separator === "||") return undefined;
  if (next === undefined && view.text.slice(call.end, run.end).trim() !== "") return undefined;
  if (next === undefined && joint === "&&") return [appendedCommand(view, run, command)];
  return [insert(call.end, joint === ";" ? `; ${command}` : ` && ${command}`)];
}

/** Takes a package out of an installation, and the installation with its last one. */
export function removePackage(view: FileView, call: Call, word: Span, count: number): readonly Edit[] | undefined {
  if (count === 1) return removeCalls(view, call.run, [call], true);
  return call.shell && !toldAbove(view.text, call.run, word) ? [removeWord(view.text, word)] : undefined;
}

/** What stands around an installation for its sake: lists fetched, caches deleted. */
function servesInstalls(call: Call): boolean {
  const words = call.words.map((word) => word.text).join(" ");
  return (
    (/^(apt-get|apt|apk|dnf|yum|microdnf|zypper)$/.test(call.name) &&
      /\b(update|clean|autoclean|autoremove)\b/.test(words)) ||
    (call.name === "rm" &&
      /\/var\/(lib\/apt|cache)/.test(words) &&
      call.words.every((word) => /^-|\/var\//.test(word.text)))
  );
}
