import { profiles, type Finding, type Profile } from "../core/finding.ts";
import type { Span } from "../core/span.ts";
import { contextOf, told, type Found, type RawFinding, type Rule, type Subject } from "./define.ts";
import { costOf, pointsBySeverity } from "./score.ts";
import { suppressedBy, type Suppression } from "./suppress.ts";
import type { FileKind } from "./subject.ts";

/** A finding that a comment in the file switched off. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly reason: string | null;
  /** The comment. */
  readonly by: Span;
}

export interface RunResult {
  /** In the order of the file; at one place in the order of rule ids. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/** The id of the finding that names a rule which threw. */
export const internalRule = "SW0000";

interface Raw {
  readonly rule: Rule;
  readonly found: RawFinding;
}

const chosen = new WeakMap<readonly Rule[], Map<string, readonly Rule[]>>();

/** The rules of a profile for one kind of file. */
export function rulesOf(all: readonly Rule[], profile: Profile, on: FileKind): readonly Rule[] {
  let known = chosen.get(all);
  if (known === undefined) chosen.set(all, (known = new Map<string, readonly Rule[]>()));
  let rules = known.get(profile + on);
  if (rules === undefined) {
    const most = profiles.indexOf(profile);
    rules = all.filter((rule) => rule.on === on && profiles.indexOf(rule.profile) <= most);
    known.set(profile + on, rules);
  }
  return rules;
}

/**
 * Findings of one rule that are told of one file. The most in 2,600 real files are 291; a file that is made to have 100,000
 * would be a report of 100 MB, and code scanning takes 25,000 at most.
 */
export const mostFindings = 500;

/** Ends a rule that has found enough. */
class Enough extends Error {}

/** What rules find in one file. */
class Collector {
  readonly kept: Raw[] = [];
  readonly off: { readonly raw: Raw; readonly reason: string | null; readonly by: Span }[] = [];
  readonly internal: Finding[] = [];
  private readonly view: Subject;
  private readonly suppressions: readonly Suppression[];
  private readonly most: number;
  private running: Rule | null = null;
  private count = 0;

  constructor(view: Subject, suppressions: readonly Suppression[], most: number) {
    this.view = view;
    this.suppressions = suppressions;
    this.most = most;
  }

  /** A rule that throws is told of and left out. */
  run(rules: readonly Rule[]): void {
    const context = contextOf(this.view, (found) => this.take(found));
    for (const rule of rules) {
      this.running = rule;
      this.count = 0;
      try {
        rule.check(context);
      } catch (error) {
        if (!(error instanceof Enough)) this.internal.push(internalFinding(this.view, rule, error));
      }
    }
  }

  private take(found: Found<unknown>): void {
    const { running: rule, suppressions } = this;
    if (rule === null) return;
    const enough = ++this.count > this.most;
    const raw = { rule, found: enough ? more(found.span, this.most) : told(rule, found) };
    const by = suppressions.length === 0 ? null : suppressedBy(suppressions, rule, found.span);
    if (by === null) this.kept.push(raw);
    else this.off.push({ raw, reason: by.reason, by: by.comment });
    if (enough) throw new Enough();
  }
}

function more(span: Span, most: number): RawFinding {
  return { span, message: `This rule has found ${most} things; the others are not told.`, fix: null };
}

/** Runs rules over one file. A rule that throws becomes a finding that names it; the others go on. */
export function runRules(
  view: Subject,
  suppressions: readonly Suppression[],
  rules: readonly Rule[],
  most = mostFindings,
): RunResult {
  const collector = new Collector(view, suppressions, most);
  collector.run(rules);
  const { kept, off, internal } = collector;
  return {
    findings: [...internal, ...priced(view, kept)],
    suppressed: off.map(({ raw, reason, by }) => ({ finding: finding(view, raw, 0), reason, by })),
  };
}

function priced(view: Subject, raws: Raw[]): Finding[] {
  raws.sort(
    (a, b) => a.found.span.start - b.found.span.start || (a.rule.id < b.rule.id ? -1 : a.rule.id > b.rule.id ? 1 : 0),
  );
  const seen = new Map<string, number>();
  return raws.map((raw) => {
    const nth = seen.get(raw.rule.id) ?? 0;
    seen.set(raw.rule.id, nth + 1);
    return finding(view, raw, costOf(raw.rule.points ?? pointsBySeverity[raw.rule.severity], nth));
  });
}

function finding(view: Subject, { rule, found }: Raw, cost: number): Finding {
  const { start, end } = found.span;
  return {
    rule: rule.id,
    slug: rule.slug,
    aka: rule.aka,
    severity: rule.severity,
    dimension: rule.dimension,
    span: { start, end },
    from: view.lines.position(start),
    to: view.lines.position(end),
    message: found.message,
    why: rule.why,
    cost,
    fix: found.fix,
  };
}

function internalFinding(view: Subject, rule: Rule, error: unknown): Finding {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    rule: internalRule,
    slug: "internal",
    aka: [],
    severity: "error",
    dimension: "maintainability",
    span: { start: 0, end: 0 },
    from: view.lines.position(0),
    to: view.lines.position(0),
    message: `Rule ${rule.id} (${rule.slug}) failed on this file and was left out: ${said}`,
    why: "A fault of seaworthy, not of the file. The other rules went on.",
    cost: 0,
    fix: null,
  };
}
