import type { Dimension, Profile, Severity } from "../../core/finding.ts";
import type { Span } from "../../core/span.ts";
import { contextOf, defineRule, type Found, type Rule } from "../define.ts";
import type { FileView } from "../view.ts";
import type { Comment } from "./answers.ts";
import { knownNoise } from "./noise.ts";
import { editsOf, spanOf } from "./places.ts";
import { type RunSource, runSources } from "./scripts.ts";

/** What is worth a look at once is in `default`, what is good style in `all`. */
const profileOf: Readonly<Record<Comment["level"], Profile>> = {
  error: "default",
  warning: "default",
  info: "strict",
  style: "all",
};

/** Points of the first finding of a code. What is only advice costs nothing, so that scores stay those of our own rules. */
const pointsOf: Readonly<Record<Severity, number>> = { error: 1, warning: 0.25, info: 0, style: 0 };

/**
 * What ShellCheck said of scripts, as rules that repeat it: then profiles, configs and comments count as for every other.
 * A script that it has not been asked about has no findings.
 */
export class ShellComments {
  private readonly known = new Map<string, readonly Comment[]>();
  private readonly byCode = new Map<string, Rule>();
  private readonly own: readonly Rule[];
  private made: readonly Rule[];

  /** @param own the rules whose findings count before ShellCheck's at one place */
  constructor(own: readonly Rule[]) {
    this.own = own;
    this.made = own;
  }

  /** The sources of a file that ShellCheck has not been asked about, each once. */
  unknown(view: FileView): readonly string[] {
    const sources = runSources(view).map(({ source }) => source);
    return [...new Set(sources)].filter((source) => !this.known.has(source));
  }

  add(source: string, comments: readonly Comment[]): void {
    this.known.set(source, comments);
    for (const comment of comments) {
      const name = nameOf(comment);
      if (this.byCode.has(name)) continue;
      this.byCode.set(name, this.ruleOf(comment));
      this.made = [...this.own, ...this.byCode.values()];
    }
  }

  /** Our own rules and one for each code that was seen. */
  rules(): readonly Rule[] {
    return this.made;
  }

  private ruleOf({ code, level }: Comment): Rule {
    const id = `SC${code}`;
    const aka = [`shellcheck:${id}`, `hadolint:${id}`];
    const own = this.own.filter((rule) => rule.aka.some((one) => aka.includes(one)));
    const dimension: Dimension = code >= 3000 ? "portability" : "maintainability";
    return defineRule<Comment>({
      id,
      slug: `shellcheck/${id.toLowerCase()}`,
      title: id,
      severity: level,
      dimension,
      profile: profileOf[level],
      points: pointsOf[level],
      fix: "suggested",
      since: "0.1.0",
      why: `ShellCheck explains it at https://www.shellcheck.net/wiki/${id}`,
      sources: [`https://www.shellcheck.net/wiki/${id}`],
      aka,
      examples: [],
      message: ({ message }) => message,
      check: ({ view, report }) => this.repeat(view, report, own, `${id} ${level}`),
    });
  }

  private repeat(view: FileView, report: (found: Found<Comment>) => void, own: readonly Rule[], name: string): void {
    let taken: readonly Span[] | null = null;
    for (const source of runSources(view)) {
      for (const comment of this.known.get(source.source) ?? []) {
        if (nameOf(comment) !== name || knownNoise(comment, source)) continue;
        const span = spanOf(source, comment);
        if (span === null) continue;
        taken ??= placesOf(view, own);
        if (taken.some((one) => covers(one, span, source))) continue;
        report({ span, args: comment, fix: editsOf(view.text, source, comment) });
      }
    }
  }
}

function nameOf({ code, level }: Comment): string {
  return `SC${code} ${level}`;
}

/** What our own rules for the code find, whatever the profile: where they speak they judge how much it matters. */
function placesOf(view: FileView, own: readonly Rule[]): readonly Span[] {
  const spans: Span[] = [];
  const context = contextOf(view, ({ span }) => void spans.push(span));
  for (const rule of own) if (rule.on === "dockerfile") rule.check(context);
  return spans;
}

/** A finding at the keyword speaks of the whole instruction. */
function covers(own: Span, span: Span, { run }: RunSource): boolean {
  if (own.start === run.keyword.start) return span.start >= run.start && span.end <= run.end;
  return own.start < Math.max(span.end, span.start + 1) && span.start < own.end;
}
