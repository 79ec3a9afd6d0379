/** What every unit (rule, stack, claim, diagnosis, report) says of itself. */
export interface Unit {
  /** Permanent and never reused. */
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly sources: readonly string[];
  readonly since: string;
}
