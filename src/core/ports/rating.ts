import type { Finding, Profile, Severity } from "../finding.ts";
import type { Scores } from "../score.ts";

/** What an option says of the team's config: a file, `none`, or `nearest`: found from each rated file's folder upwards. */
export type ConfigChoice = { readonly file: string } | "nearest" | "none";

export interface RateOptions {
  /** Files, folders and patterns such as `**\/Dockerfile*`; `-` reads `stdin`. */
  readonly paths: readonly string[];
  readonly stdin: string | null;
  /** The path that `stdin` stands for: it says the kind of file, its config and what lies around it. Absent: a Dockerfile of nowhere. */
  readonly stdinName?: string | undefined;
  /** Null: the config's, or else `default`. */
  readonly profile: Profile | null;
  /** `nearest` where absent. */
  readonly config?: ConfigChoice | undefined;
  /** Mistakes in a config are told and passed over; otherwise they end the run. */
  readonly lenient?: boolean | undefined;
  /** What lies around the files is taken as it was when it was last looked at; for an editor, which rates at each key. */
  readonly remembered?: boolean | undefined;
  /** Threads that rate; 1 where absent. */
  readonly jobs?: number | undefined;
  /** Also ask the machine's ShellCheck about the scripts of RUN. Absent: the config's, or else not. */
  readonly shellcheck?: boolean | undefined;
}

/** What a team asks of a file's rating. `failOn` null: no finding fails it. */
export interface Bar {
  readonly minSecurity?: number;
  readonly minEfficiency?: number;
  readonly failOn?: Severity | null;
}

/** The rating of one file. `scores` is null where the file does not parse; `problem` then says why. */
export interface RatedFile {
  readonly path: string;
  readonly parsed: boolean;
  readonly problem: string | null;
  readonly scores: Scores | null;
  readonly findings: readonly Finding[];
  /** Findings that a comment in the file switched off, each with the reason that the comment gives. */
  readonly suppressed?: readonly {
    readonly rule: string;
    readonly slug: string;
    readonly line: number;
    readonly reason: string | null;
  }[];
  /** The file's text, for code frames; null where it could not be read. */
  readonly text: string | null;
  /** What the file's config asks of it; absent where it has none. */
  readonly bar?: Bar | undefined;
}

export interface Ratings {
  readonly files: readonly RatedFile[];
}
