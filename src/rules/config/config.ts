import type { Profile, Severity } from "../../core/finding.ts";
import type { Settings } from "../settings.ts";

/** What a team's file says about rating. Absent: not said. */
export interface RateConfig {
  readonly profile?: Profile;
  /** Ids, slugs or other tools' ids (`hadolint:DL3008`) of rules that do not run. */
  readonly off?: readonly string[];
  /** Id or slug of a rule -> its severity. */
  readonly severity?: Readonly<Record<string, Severity>>;
  readonly settings?: Partial<Settings>;
  /** Comments that switch rules off count; true where absent. */
  readonly ignoreComments?: boolean;
  /** The machine's ShellCheck is asked about the scripts of RUN; false where absent. */
  readonly shellcheck?: boolean;
  /** The exit code is 1 from this severity on; null: never. */
  readonly failOn?: Severity | null;
  readonly minSecurity?: number;
  readonly minEfficiency?: number;
  /** Files that the rating of a folder leaves out: patterns as in .gitignore, relative to the config's folder. */
  readonly exclude?: readonly string[];
}

/** Something in the file that was not understood; the rest holds all the same. */
export interface ConfigProblem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  /** `error`: it asks for something that cannot be done as asked, such as a bar that is no number. */
  readonly level: "error" | "warning";
}

export interface ReadConfig {
  readonly config: RateConfig;
  readonly problems: readonly ConfigProblem[];
}
