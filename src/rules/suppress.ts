import { OfLast } from "../core/of-last.ts";
import type { Span } from "../core/span.ts";
import type { Comment, Dockerfile, Instruction } from "../formats/dockerfile/index.ts";
import type { Rule } from "./define.ts";

/** One comment that switches rules off: which, where, and why. */
export interface Suppression {
  /** Ids as written, in lower case; `all` for every rule. */
  readonly ids: ReadonlySet<string>;
  /** The part of the file that it holds for. */
  readonly reach: Span;
  /** Null where the author gave none. */
  readonly reason: string | null;
  readonly form: "seaworthy" | "hadolint" | "buildkit" | "shellcheck";
  readonly comment: Span;
}

const ours = /^seaworthy\s+ignore(-stage|-file)?\s*=\s*([\w./-]+(?:\s*,\s*[\w./-]+)*)\s*(.*)/i;
const hadolint = /^hadolint\s+(global\s+)?ignore\s*=\s*(\w+(?:\s*,\s*\w+)*)\s*(.*)/i;
const shellcheck = /^shellcheck\s+(?:[\w-]+=\S+\s+)*disable=([\w,-]+)(.*)/i;
const buildkit = /^skip\s*=([\w,\s]+)$/i;

/**
 * Reads `# seaworthy ignore=ID,slug reason` (for the instruction below), `ignore-stage=` and `ignore-file=`, hadolint's
 * `# hadolint ignore=DL3006` and `# hadolint global ignore=…`, BuildKit's `# check=skip=Name`, and ShellCheck's
 * `# shellcheck disable=SC2086` above or inside a RUN.
 */
export function suppressionsOf(file: Dockerfile): readonly Suppression[] {
  return known.of(file, readSuppressions);
}

const known = new OfLast<Dockerfile, readonly Suppression[]>();

function readSuppressions(file: Dockerfile): readonly Suppression[] {
  const out: Suppression[] = [];
  const whole = { start: 0, end: file.text.length + 1 };
  for (const directive of file.directives) {
    if (directive.name !== "check") continue;
    for (const part of directive.value.split(";")) {
      const found = buildkit.exec(part.trim());
      if (found !== null)
        out.push({
          ids: idsOf(found[1] ?? ""),
          reach: whole,
          reason: null,
          form: "buildkit",
          comment: spanOf(directive),
        });
    }
  }
  for (const comment of file.comments) {
    const own = ours.exec(comment.text);
    const theirs = own === null ? hadolint.exec(comment.text) : null;
    const found = own ?? theirs;
    if (found === null) {
      const shell = shellcheckOf(file, comment);
      if (shell !== null) out.push(shell);
      continue;
    }
    const scope = own === null ? (found[1] === undefined ? "" : "-file") : (found[1] ?? "").toLowerCase();
    const reach = scope === "-file" ? whole : reachOf(file, comment, scope === "-stage");
    if (reach === null) continue;
    out.push({
      ids: idsOf(found[2] ?? ""),
      reach,
      reason: reasonOf(found[3] ?? ""),
      form: own === null ? "hadolint" : "seaworthy",
      comment: spanOf(comment),
    });
  }
  return out;
}

/** The same comments in a file whose comments begin with `#`: for the line that they stand in or above, or for the file. */
export function lineSuppressions(text: string): readonly Suppression[] {
  const out: Suppression[] = [];
  if (!text.includes("seaworthy")) return out;
  let at = 0;
  const lines = text.split("\n").map((line) => ({ line, start: at, end: (at += line.length + 1) }));
  for (const [index, { line, start, end }] of lines.entries()) {
    const hash = line.indexOf("#");
    const found = hash === -1 ? null : ours.exec(line.slice(hash + 1).trim());
    if (found === null || found[1] === "-stage") continue;
    const alone = line.slice(0, hash).trim() === "";
    const target = alone
      ? lines.slice(index + 1).find((next) => next.line.trim() !== "" && !next.line.trim().startsWith("#"))
      : undefined;
    const reach = found[1] === "-file" ? { start: 0, end: text.length + 1 } : { start, end: target?.end ?? end };
    const comment = { start: start + hash, end: start + line.length };
    out.push({ ids: idsOf(found[2] ?? ""), reach, reason: reasonOf(found[3] ?? ""), form: "seaworthy", comment });
  }
  return out;
}

/** The suppression that holds for a finding of this rule at this place, or null. */
export function suppressedBy(all: readonly Suppression[], rule: Rule, span: Span): Suppression | null {
  for (const one of all) {
    if (span.start < one.reach.start || span.start >= one.reach.end) continue;
    if (
      (one.ids.has("all") && one.form !== "shellcheck") ||
      one.ids.has(rule.id.toLowerCase()) ||
      one.ids.has(rule.slug.toLowerCase())
    )
      return one;
    for (const aka of rule.aka) {
      const colon = aka.indexOf(":");
      const tool = aka.slice(0, colon);
      const id = aka.slice(colon + 1).toLowerCase();
      if (one.ids.has(aka.toLowerCase()) || (one.form === tool && one.ids.has(id))) return one;
      // hadolint's comments name ShellCheck's codes as they are.
      if (tool === "shellcheck" && (one.form === "hadolint" ? one.ids.has(id) : one.form === tool && disables(one, id)))
        return one;
    }
  }
  return null;
}

/** Above a RUN it holds for all of it, between its lines for what follows. */
function shellcheckOf(file: Dockerfile, comment: Comment): Suppression | null {
  const found = shellcheck.exec(comment.text);
  const reach = found === null ? null : reachOf(file, comment, false);
  if (found === null || reach === null) return null;
  const reason = reasonOf((found[2] ?? "").trim());
  return {
    ids: idsOf(found[1] ?? ""),
    reach: { start: comment.start, end: reach.end },
    reason,
    form: "shellcheck",
    comment: spanOf(comment),
  };
}

/** `all`, or a range such as `SC3000-SC4000`, which ends before its last. */
function disables({ ids }: Suppression, id: string): boolean {
  if (ids.has("all")) return true;
  const code = Number(id.slice(2));
  for (const one of ids) {
    const range = /^sc(\d+)-sc(\d+)$/.exec(one);
    if (range !== null && code >= Number(range[1]) && code < Number(range[2])) return true;
  }
  return false;
}

/** The instruction below the comment (or around it), with its leading comments; its whole stage where asked. */
function reachOf(file: Dockerfile, comment: Comment, stage: boolean): Span | null {
  const target = file.instructions.find((instruction) => instruction.end > comment.start);
  if (stage) {
    const of = target === undefined ? file.stages.at(-1) : file.stages[Math.max(0, target.stage)];
    return of === undefined ? null : { start: Math.min(comment.start, of.start), end: of.end + 1 };
  }
  return target === undefined ? null : { start: Math.min(comment.start, target.start), end: lastOffset(target) };
}

function lastOffset(instruction: Instruction): number {
  return instruction.end + 1;
}

function idsOf(list: string): ReadonlySet<string> {
  return new Set(
    list
      .split(",")
      .map((id) => id.trim().toLowerCase())
      .filter((id) => id !== ""),
  );
}

function reasonOf(text: string): string | null {
  const reason = text.replace(/^(--|#|:|because\b)\s*/i, "").trim();
  return reason === "" ? null : reason;
}

function spanOf(span: Span): Span {
  return { start: span.start, end: span.end };
}
