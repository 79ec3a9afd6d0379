import type { Fix } from "./edit.ts";
import type { Position, Span } from "./span.ts";

export const severities = ["error", "warning", "info", "style"] as const;
export type Severity = (typeof severities)[number];

/** What a finding costs points in. `security` and `efficiency` are the two headline scores; the rest each have one of their own. */
export const dimensions = [
  "security",
  "efficiency",
  "cache",
  "size",
  "reproducibility",
  "maintainability",
  "portability",
  "operability",
] as const;
export type Dimension = (typeof dimensions)[number];

/** Which rules run: `default` what matters and is quiet, `strict` more, `all` style too. */
export const profiles = ["default", "strict", "all"] as const;
export type Profile = (typeof profiles)[number];

/** One thing a rule found in one file. `args` are the facts; `message` says them in words. */
export interface Finding {
  /** The rule's permanent id, such as `SW2004`. */
  readonly rule: string;
  readonly slug: string;
  /** The same check elsewhere, as `tool:id`. */
  readonly aka: readonly string[];
  readonly severity: Severity;
  readonly dimension: Dimension;
  readonly span: Span;
  readonly from: Position;
  readonly to: Position;
  readonly message: string;
  readonly why: string;
  /** Points out of 10 that this finding takes from its dimension's score. */
  readonly cost: number;
  readonly fix: Fix | null;
}
