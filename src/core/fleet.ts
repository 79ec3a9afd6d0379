import type { Verdict } from "./proof.ts";

/** What one record says of its service, as a point of its trends. Null where it was not measured. */
export interface FleetPoint {
  readonly id: number;
  /** `2026-01-05`. */
  readonly date: string;
  readonly bytes: number | null;
  readonly security: number | null;
  readonly efficiency: number | null;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Controls that let a broken property pass. */
  readonly brokenControls: number;
}

/** A claim as the newest record has it. */
export interface FleetClaim {
  readonly claim: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly said: string;
  readonly controlBroken: boolean;
}

/** One service of one repository, with its records from the oldest to the newest. */
export interface FleetService {
  /** The folder whose `.seaworthy/records` these are, relative to the folder that was asked for; `.` for itself. */
  readonly folder: string;
  readonly service: string;
  readonly framework: string;
  readonly points: readonly FleetPoint[];
  /** Of the newest record. */
  readonly claims: readonly FleetClaim[];
  /** Steps that the newest record left out. */
  readonly skipped: readonly { readonly step: string; readonly because: string }[];
  /** The newest record's Markdown or JSON, relative to the folder that was asked for. */
  readonly record: string;
  /** Reports that lie beside the records, newest first. */
  readonly reports: readonly { readonly id: number; readonly date: string; readonly path: string }[];
}

/** Every record below a folder. */
export interface Fleet {
  /** The last part of the folder's path. */
  readonly name: string;
  readonly services: readonly FleetService[];
  readonly records: number;
  /** Files among the records that could not be read, and why. */
  readonly unread: readonly { readonly file: string; readonly why: string }[];
}
