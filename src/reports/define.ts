import type { SeaworthyRecord } from "../core/record.ts";
import type { Ratings } from "../core/ports/workflows.ts";
import type { Unit } from "../core/unit.ts";

/** Where a report will be read. */
export interface Setting {
  /** Whether terminal colours may be used. */
  readonly color: boolean;
  /** Columns of the terminal; Infinity where lines are not to be broken. */
  readonly width: number;
  /** Version of seaworthy, for formats that name their tool. */
  readonly version: string;
}

/** A form in which ratings, a record or both can be read. Both functions are pure. */
export interface Report extends Unit {
  /** File name extension without the dot. */
  readonly extension: string;
  readonly ratings?: (ratings: Ratings, setting: Setting) => string;
  readonly record?: (record: SeaworthyRecord, setting: Setting) => string;
}

export function defineReport(report: Report): Report {
  return report;
}
