import type { Edit, FixKind } from "../core/edit.ts";
import type { Dimension, Profile, Severity } from "../core/finding.ts";
import type { Span } from "../core/span.ts";
import type { Unit } from "../core/unit.ts";
import type { ComposeSubject, FileKind, IgnoreSubject } from "./subject.ts";
import type { FileView } from "./view.ts";
import type { ComposeService } from "../formats/compose/index.ts";
import type { InstructionKind, InstructionOf, Stage } from "../formats/dockerfile/index.ts";
import type { Call } from "./calls.ts";
import type { RepositoryFacts } from "./repository.ts";
import type { Settings } from "./settings.ts";

/** A pair of texts that is run by the tests, fixed by them, and printed in the docs. */
export interface Example {
  readonly bad: string;
  readonly good: string;
  /** What is known of the folder, for rules on the pair Dockerfile + repository. */
  readonly repository?: RepositoryFacts;
  /** What the user asks for, for rules that need to be told. */
  readonly settings?: Partial<Settings>;
  /** What `fix` must make of `bad`; where absent, the fixed text must be clean of this rule. */
  readonly fixed?: string;
}

/** One thing found: where, the facts for the message, and the edits that would mend it, applied all or not at all. */
export interface Found<A> {
  readonly span: Span;
  readonly args: A;
  readonly fix?: readonly Edit[] | undefined;
  /** Where one fix is less sure (or more sure) than the rule's others. */
  readonly fixKind?: FixKind;
}

/** What a check works with: the smallest of these builders that fits. */
export interface RuleContext<A> {
  readonly view: FileView;
  /** Null where only the text is known. */
  readonly repository: RepositoryFacts | null;
  readonly settings: Settings;
  /** Every instruction of a kind in order, those inside ONBUILD too. */
  each<K extends InstructionKind>(kinds: K | readonly K[], visit: (instruction: InstructionOf<K>) => void): void;
  eachStage(visit: (stage: Stage) => void): void;
  /** Every command of these names in the shell of RUN. */
  eachCall(names: string | readonly string[], visit: (call: Call) => void): void;
  report(found: Found<A>): void;
}

/** A compose file with its services. */
export interface ComposeContext<A> extends ComposeSubject {
  readonly services: readonly ComposeService[];
  report(found: Found<A>): void;
}

export interface IgnoreContext<A> extends IgnoreSubject {
  report(found: Found<A>): void;
}

interface RuleData<A> extends Unit {
  /** `category/name`, the file's place under rules/. */
  readonly slug: string;
  readonly severity: Severity;
  readonly dimension: Dimension;
  readonly profile: Profile;
  readonly fix: FixKind | "none";
  /** The same check elsewhere, as `tool:id`. */
  readonly aka: readonly string[];
  /** Points of one finding where the severity's own (score.ts) would be wrong; 0 is advice that costs nothing. */
  readonly points?: number;
  readonly examples: readonly Example[];
  /** Texts that look alike and must stay quiet: what other tools get wrong. */
  readonly quiet?: readonly string[];
  message(args: A): string;
}

interface DockerfileSpec<A> extends RuleData<A> {
  readonly on?: "dockerfile";
  check(context: RuleContext<A>): void;
}

interface ComposeSpec<A> extends RuleData<A> {
  readonly on: "compose";
  check(context: ComposeContext<A>): void;
}

interface IgnoreSpec<A> extends RuleData<A> {
  readonly on: "dockerignore";
  check(context: IgnoreContext<A>): void;
}

/** What a rule is made of. `on` says which files it reads; Dockerfiles where it is absent. */
export type RuleSpec<A> = DockerfileSpec<A> | ComposeSpec<A> | IgnoreSpec<A>;

/** What a rule tells the runner, with its words already made. */
export interface RawFinding {
  readonly span: Span;
  readonly message: string;
  readonly fix: { readonly kind: FixKind; readonly edits: readonly Edit[] } | null;
}

export interface Rule extends RuleData<unknown> {
  readonly on: FileKind;
  /** Looks at one file of the rule's kind; at no other. */
  check(context: Context): void;
}

export type Subject = FileView | ComposeSubject | IgnoreSubject;

/** What the rules of one file share. */
export type Context = RuleContext<unknown> | ComposeContext<unknown> | IgnoreContext<unknown>;

/** Makes a rule of its data and its check; the type of the message's arguments is known to the compiler only here. */
export function defineRule<A>(spec: RuleSpec<A>): Rule {
  // All rules have their fields in one order: several hundred of them run on each file, and finding the check of one is then quick.
  return {
    id: spec.id,
    slug: spec.slug,
    title: spec.title,
    severity: spec.severity,
    dimension: spec.dimension,
    profile: spec.profile,
    fix: spec.fix,
    since: spec.since,
    why: spec.why,
    sources: spec.sources,
    aka: spec.aka,
    examples: spec.examples,
    quiet: spec.quiet ?? [],
    on: spec.on ?? "dockerfile",
    check: spec.check,
    message: spec.message,
    ...(spec.points === undefined ? {} : { points: spec.points }),
  };
}

/** What rules of a file's kind work with; whatever one of them finds goes to `report`. */
export function contextOf(subject: Subject, report: (found: Found<unknown>) => void): Context {
  if (subject.on === "compose") return { ...subject, services: subject.file.services, report };
  if (subject.on === "dockerignore") return { ...subject, report };
  const { repository, settings, each, eachStage, eachCall } = subject;
  return { view: subject, repository, settings, each, eachStage, eachCall, report };
}

/** What a rule found, in words. */
export function told(rule: Rule, found: Found<unknown>): RawFinding {
  const { fix, fixKind } = found;
  const kind = fixKind ?? rule.fix;
  return {
    span: found.span,
    message: rule.message(found.args),
    fix: rule.fix === "none" || kind === "none" || fix === undefined || fix.length === 0 ? null : { kind, edits: fix },
  };
}
