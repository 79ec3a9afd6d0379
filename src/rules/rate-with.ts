import type { Finding, Profile } from "../core/finding.ts";
import type { Scores } from "../core/score.ts";
import { parseDockerfile } from "../formats/dockerfile/index.ts";
import type { ComposeFile } from "../formats/compose/index.ts";
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
  /** Of one rule in one file; 500 where absent. One more says that there are more. */
  readonly mostFindings?: number;
  /** Other rules than the built-in ones. */
  readonly rules?: readonly Rule[];
}

/** One file's rating. `scores` is null exactly where the file does not parse, and then `reason` says why. */
export interface FileRating {
  readonly path: string;
  readonly parsed: boolean;
  readonly reason: string | null;
  readonly scores: Scores | null;
  /** How many things in it no builder accepts. */
  readonly errors: number;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/** The reader of compose files is most of what a rating has to load, and most ratings are of Dockerfiles: it is handed in. */
export type ComposeReader = (text: string) => ComposeFile;

/** `rateText` with the reader that it uses for compose files. */
export function rateWith(readCompose: ComposeReader, path: string, text: string, options: RateOptions): FileRating {
  const { subject, suppressions, problems } = subjectOf(readCompose, fileKindOf(path), text, options);
  const { config = noConfig } = options;
  const all = rulesOf(options.rules ?? rules, options.profile ?? config.profile ?? "default", subject.on);
  const chosen = applyConfig(all, config);
  const heeded = config.ignoreComments === false ? [] : suppressions;
  const { findings, suppressed } = runRules(subject, heeded, chosen, options.mostFindings);
  const [problem] = problems;
  if (problem === undefined)
    return { path, parsed: true, reason: null, scores: scoresOf(findings), errors: 0, findings, suppressed };
  const { line, column } = subject.lines.position(problem.start);
  return {
    path,
    parsed: false,
    reason: `line ${line}, column ${column}: ${problem.message}`,
    scores: null,
    errors: problems.length,
    findings,
    suppressed,
  };
}

const noConfig: RateConfig = {};

interface Parsed {
  readonly subject: Subject;
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly Problem[];
}

function subjectOf(readCompose: ComposeReader, on: FileKind, text: string, options: RateOptions): Parsed {
  const around = {
    repository: options.repository ?? null,
    today: options.today ?? judgedOn,
    settings:
      options.settings === undefined && options.config?.settings === undefined
        ? defaultSettings
        : { ...defaultSettings, ...options.config?.settings, ...options.settings },
  };
  if (on === "compose") {
    const file = readCompose(text);
    const problems = file.errors.filter((error) => error.code === "bad-yaml");
    return {
      subject: { on, file, text, lines: file.lines, ...around },
      suppressions: lineSuppressions(text),
      problems,
    };
  }
  if (on === "dockerignore") {
    const file = parseDockerignore(text);
    return {
      subject: { on, file, text, lines: file.lines, ...around },
      suppressions: lineSuppressions(text),
      problems: file.errors,
    };
  }
  const file = parseDockerfile(text);
  const subject = new FileView(file, around.repository, around.today, around.settings);
  return { subject, suppressions: suppressionsOf(file), problems: file.errors };
}
