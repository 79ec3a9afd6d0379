import type { Finding, Profile } from "../core/finding.ts";
import { severities, type Severity } from "../core/finding.ts";
import type { Scores } from "../core/score.ts";
import { parseDockerfile } from "../formats/dockerfile/index.ts";
import { parseCompose } from "../formats/compose/index.ts";
import { parseDockerignore } from "../formats/dockerignore/index.ts";
import { rules } from "./all.gen.ts";
import { applyConfig } from "./config/apply.ts";
import type { RateConfig } from "./config/config.ts";
import type { Rule, Subject } from "./define.ts";
import { fileKindOf } from "./file-name.ts";
import { judgedOn } from "./knowledge/end-of-life.ts";
import type { RepositoryFacts } from "./repository.ts";
import { rulesOf, runRules, type SuppressedFinding } from "./run.ts";
import { scoresOf } from "./score.ts";
import type { RateResult } from "./schema.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { lineSuppressions, suppressionsOf, type Suppression } from "./suppress.ts";
import type { FileKind, Problem } from "./subject.ts";
import { FileView } from "./view.ts";

export interface RateOptions {
  /** Default `default`. */
  readonly profile?: Profile;
  /** What is known of the build context; rules that need it stay quiet without. */
  readonly repository?: RepositoryFacts | null;
  /** `YYYY-MM-DD`; the day of `judgedOn` where absent, so that one text has one answer. */
  readonly today?: string;
  /** What the user asks for beyond the rules' own words. */
  readonly settings?: Partial<Settings>;
  /** What the team's file says (config/). Options given beside it count before it. */
  readonly config?: RateConfig;
  /** Other rules than the built-in ones. */
  readonly rules?: readonly Rule[];
}

/** One file's rating. `scores` is null exactly where the file does not parse, and then `reason` says why. */
export interface FileRating {
  readonly path: string;
  readonly parsed: boolean;
  readonly reason: string | null;
  readonly scores: Scores | null;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/**
 * Rates the text of one file, in memory: a compose file or a .dockerignore where its name says so, a Dockerfile otherwise.
 * Never throws for what the text holds.
 */
export function rateText(path: string, text: string, options: RateOptions = {}): FileRating {
  const { subject, suppressions, problem } = subjectOf(fileKindOf(path), text, options);
  const { config = noConfig } = options;
  const all = rulesOf(options.rules ?? rules, options.profile ?? config.profile ?? "default", subject.on);
  const chosen = applyConfig(all, config);
  const { findings, suppressed } = runRules(subject, config.ignoreComments === false ? [] : suppressions, chosen);
  if (problem === null) return { path, parsed: true, reason: null, scores: scoresOf(findings), findings, suppressed };
  const { line, column } = subject.lines.position(problem.start);
  return {
    path,
    parsed: false,
    reason: `line ${line}, column ${column}: ${problem.message}`,
    scores: null,
    findings,
    suppressed,
  };
}

const noConfig: RateConfig = {};

interface Parsed {
  readonly subject: Subject;
  readonly suppressions: readonly Suppression[];
  readonly problem: Problem | null;
}

function subjectOf(on: FileKind, text: string, options: RateOptions): Parsed {
  const around = {
    repository: options.repository ?? null,
    today: options.today ?? judgedOn,
    settings:
      options.settings === undefined && options.config?.settings === undefined
        ? defaultSettings
        : { ...defaultSettings, ...options.config?.settings, ...options.settings },
  };
  if (on === "compose") {
    const file = parseCompose(text);
    const problem = file.errors.find((error) => error.code === "bad-yaml") ?? null;
    return { subject: { on, file, text, lines: file.lines, ...around }, suppressions: lineSuppressions(text), problem };
  }
  if (on === "dockerignore") {
    const file = parseDockerignore(text);
    return {
      subject: { on, file, text, lines: file.lines, ...around },
      suppressions: lineSuppressions(text),
      problem: file.errors[0] ?? null,
    };
  }
  const file = parseDockerfile(text);
  const subject = new FileView(file, around.repository, around.today, around.settings);
  return { subject, suppressions: suppressionsOf(file), problem: file.errors[0] ?? null };
}

/** The ratings as the published JSON (schema.ts), files in the order given. */
export function rateResult(files: readonly FileRating[]): RateResult {
  const bySeverity: Record<Severity, number> = { error: 0, warning: 0, info: 0, style: 0 };
  let suppressed = 0;
  let fixable = 0;
  for (const file of files) {
    suppressed += file.suppressed.length;
    for (const finding of file.findings) {
      bySeverity[finding.severity]++;
      if (finding.fix !== null) fixable++;
    }
  }
  return {
    schema: 1,
    files: files.map((file) => ({
      path: file.path,
      parsed: file.parsed,
      reason: file.reason,
      scores: file.scores === null ? null : { ...file.scores },
      findings: file.findings.map(findingJson),
      suppressed: file.suppressed.map(({ finding, reason }) => ({
        rule: finding.rule,
        slug: finding.slug,
        line: finding.from.line,
        reason,
      })),
    })),
    totals: {
      files: files.length,
      parsed: files.filter((file) => file.parsed).length,
      findings: severities.reduce((sum, severity) => sum + bySeverity[severity], 0),
      suppressed,
      fixable,
      bySeverity,
    },
  };
}

function findingJson(finding: Finding): RateResult["files"][number]["findings"][number] {
  return {
    rule: finding.rule,
    slug: finding.slug,
    aka: [...finding.aka],
    severity: finding.severity,
    dimension: finding.dimension,
    line: finding.from.line,
    column: finding.from.column,
    endLine: finding.to.line,
    endColumn: finding.to.column,
    message: finding.message,
    why: finding.why,
    cost: finding.cost,
    fix:
      finding.fix === null
        ? null
        : { kind: finding.fix.kind, edits: finding.fix.edits.map(({ start, end, text }) => ({ start, end, text })) },
  };
}
