import { applyEdits, type Edit, type FixKind } from "../core/edit.ts";
import type { Finding } from "../core/finding.ts";
import { dimensions } from "../core/finding.ts";
import { EditPlaces, fitTogether } from "./edit-places.ts";
import { rateText, type FileRating, type RateOptions } from "./rate.ts";

export interface FixOptions extends RateOptions {
  /** `safe` (default) applies safe fixes alone, `suggested` both. */
  readonly kind?: FixKind;
  /** A last word on each fix before it is applied, such as a proof's; all are welcome where absent. */
  readonly accept?: (finding: Finding) => boolean;
}

/** One fix that was applied; its edits are in offsets of the text of its round. */
export interface AppliedFix {
  readonly rule: string;
  readonly slug: string;
  readonly kind: FixKind;
  readonly message: string;
  readonly line: number;
  readonly edits: readonly Edit[];
}

export interface FixResult {
  readonly text: string;
  readonly before: FileRating;
  readonly after: FileRating;
  readonly applied: readonly AppliedFix[];
  readonly rounds: number;
  /** Whether it gave up before every fix was tried: see `mostRated`. */
  readonly stopped: boolean;
}

/** Far more than any real file needs; each round must make the file better, so the end is certain anyway. */
const maxRounds = 64;

/**
 * Characters that are rated to find out which fixes make a file better: ten times what the worst of 2,600 real files takes.
 * A file with thousands of fixes of which none helps by itself would take hours.
 */
const mostRated = 10_000_000;

/**
 * Applies the fixes of all findings until none is left that makes the file better. In one round the fixes that touch
 * different characters go in together, in the order of the file; the others wait. What would not parse or would rate lower
 * in any dimension is left out. The result fixed again is the same text.
 */
export function fixText(path: string, text: string, given: FixOptions = {}): FixResult {
  // What is not told is not fixed, and where as many are left as are told nothing would seem to be better.
  const options = { ...given, mostFindings: Infinity };
  const before = rateText(path, text, options);
  const trials = new Trials(path, options);
  let now = text;
  let rating = before;
  const applied: AppliedFix[] = [];
  let rounds = 0;
  for (; rounds < maxRounds; rounds++) {
    const candidates = rating.findings.filter((finding) => eligible(finding, options));
    const step = best(now, rating, candidates, trials);
    if (step === null) break;
    now = step.text;
    rating = step.rating;
    applied.push(...step.taken.map(appliedFix));
  }
  return { text: now, before, after: rating, applied, rounds, stopped: trials.over };
}

function eligible(finding: Finding, options: FixOptions): boolean {
  if (finding.fix === null) return false;
  if (finding.fix.kind === "suggested" && options.kind !== "suggested") return false;
  return options.accept === undefined || options.accept(finding);
}

interface Step {
  readonly text: string;
  readonly rating: FileRating;
  readonly taken: readonly Finding[];
}

/** All that fit together; where that makes nothing better, its halves one after the other, down to single fixes. */
function best(text: string, rating: FileRating, candidates: readonly Finding[], trials: Trials): Step | null {
  let step: Step | null = null;
  const add = (group: readonly Finding[]): void => {
    if (trials.over) return;
    const taken = [...(step?.taken ?? [])];
    const edits = taken.flatMap((finding) => finding.fix?.edits ?? []);
    const places = new EditPlaces(text.length);
    places.add(edits);
    const had = taken.length;
    for (const finding of group) {
      const own = finding.fix?.edits ?? [];
      if (!fitTogether(text, own) || places.touches(own)) continue;
      taken.push(finding);
      places.add(own);
      for (const edit of own) edits.push(edit);
    }
    if (taken.length === had) return;
    const next = trials.better(text, step?.rating ?? rating, taken, edits);
    if (next !== null) step = next;
    else if (group.length > 1) {
      const half = group.length >> 1;
      add(group.slice(0, half));
      add(group.slice(half));
    }
  };
  add(candidates);
  return step;
}

/** Ratings of what edits make of a text, as many as are worth their time. */
class Trials {
  over = false;
  private rated = 0;
  private readonly path: string;
  private readonly options: RateOptions;

  constructor(path: string, options: RateOptions) {
    this.path = path;
    this.options = options;
  }

  /** What edits make of a text where that is better, else null. */
  better(text: string, rating: FileRating, taken: readonly Finding[], edits: readonly Edit[]): Step | null {
    let next: string;
    try {
      next = applyEdits(text, edits);
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
    this.rated += next.length;
    this.over = this.rated > mostRated;
    const after = rateText(this.path, next, this.options);
    return better(rating, after) ? { text: next, rating: after, taken } : null;
  }
}

/** No score lower, and strictly less to complain of: so rounds come to an end. */
function better(before: FileRating, after: FileRating): boolean {
  if (after.errors > before.errors) return false;
  const was = before.scores;
  const is = after.scores;
  if (was !== null && is !== null && dimensions.some((dimension) => is[dimension] < was[dimension])) return false;
  if (before.parsed === after.parsed || was === null) {
    const costWas = total(before);
    const costIs = total(after);
    if (Math.abs(costIs - costWas) > 1e-6) return costIs < costWas;
    return after.findings.length < before.findings.length;
  }
  return true;
}

function total(rating: FileRating): number {
  return rating.findings.reduce((sum, finding) => sum + finding.cost, 0);
}

function appliedFix(finding: Finding): AppliedFix {
  return {
    rule: finding.rule,
    slug: finding.slug,
    kind: finding.fix?.kind ?? "safe",
    message: finding.message,
    line: finding.from.line,
    edits: finding.fix?.edits ?? [],
  };
}
