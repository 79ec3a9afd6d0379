import type { LineMap, Span } from "../../core/span.ts";

/** One line that is a pattern. */
export interface IgnorePattern extends Span {
  /** As it is matched: cleaned, without `!` and without a leading `/`. */
  readonly pattern: string;
  /** `!`: lets in again what an earlier pattern left out. */
  readonly negated: boolean;
}

/** A line that begins with `#` in its first column. */
export interface IgnoreComment extends Span {
  readonly text: string;
}

export interface IgnoreError extends Span {
  readonly code: "bad-pattern";
  readonly message: string;
}

/** A .dockerignore. A docker build refuses the whole file where there are errors; here such patterns match nothing. */
export interface Dockerignore {
  readonly text: string;
  readonly lines: LineMap;
  readonly patterns: readonly IgnorePattern[];
  readonly comments: readonly IgnoreComment[];
  readonly errors: readonly IgnoreError[];
}

/** Whether a path is left out of the build context, and the pattern that decided; null where none matched. */
export interface IgnoreDecision {
  readonly ignored: boolean;
  readonly by: IgnorePattern | null;
}
