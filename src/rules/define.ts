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

export interface Rule extends Omit<RuleData<never>, "message"> {
  readonly on: FileKind;
  /** Looks at one file of the rule's kind; at no other. */
  run(subject: Subject, emit: (found: RawFinding) => void): void;
}

export type Subject = FileView | ComposeSubject | IgnoreSubject;

type Emit = (found: RawFinding) => void;

/** Makes a rule of its data and its check; the type of the message's arguments is known to the compiler only here. */
export function defineRule<A>(spec: RuleSpec<A>): Rule {
  const { message, check: _check, ...data } = spec;
  // A rule runs on one file at a time; what it reports to is kept here, so that no file costs a function for each rule.
  let emit: Emit = () => {};
  const report = (found: Found<A>): void =>
    emit({ span: found.span, message: message(found.args), fix: fixOf(spec.fix, found) });
  const look = lookOf(spec, report);
  return {
    ...data,
    on: spec.on ?? "dockerfile",
    run(subject, to) {
      emit = to;
      look(subject);
    },
  };
}

function lookOf<A>(spec: RuleSpec<A>, report: (found: Found<A>) => void): (subject: Subject) => void {
  if (spec.on === "compose")
    return (subject) =>
      void (subject.on === "compose" && spec.check({ ...subject, services: subject.file.services, report }));
  if (spec.on === "dockerignore")
    return (subject) => void (subject.on === "dockerignore" && spec.check({ ...subject, report }));
  return (view) => {
    if (view.on !== "dockerfile") return;
    const { repository, settings, each, eachStage, eachCall } = view;
    spec.check({ view, repository, settings, each, eachStage, eachCall, report });
  };
}

function fixOf<A>(kind: FixKind | "none", found: Found<A>): RawFinding["fix"] {
  if (kind === "none" || found.fix === undefined || found.fix.length === 0) return null;
  return { kind: found.fixKind ?? kind, edits: found.fix };
}
