import type { Diagnosis, Remedy } from "../core/diagnosis.ts";
import type { Edit } from "../core/edit.ts";
import type { ServiceFacts } from "../core/facts.ts";
import type { ServicePlan } from "../core/plan.ts";
import type { Unit } from "../core/unit.ts";
import type { Dockerfile } from "../formats/dockerfile/index.ts";

/** A failure with all that is known around it: text alone is right about four times in five, facts decide. */
export interface Incident {
  readonly stage: Diagnosis["stage"];
  /** The whole log of the step, not its last line. */
  readonly log: string;
  readonly facts: ServiceFacts;
  readonly plan: ServicePlan;
  readonly dockerfile: Dockerfile;
  /** The user that the container's process runs as, such as `10001:10001`; empty for root. */
  readonly user: string;
  /** Names that answer on the container's network. */
  readonly siblings: readonly string[];
}

/** What a unit answers when the facts agree with the text. */
export interface Confirmed {
  readonly cause: string;
  readonly confirmedBy: readonly string[];
  /** Edits of the Dockerfile, and what they do in words; null where an edit is not the remedy. */
  readonly remedy: { readonly says: string; readonly edits: readonly Edit[] } | null;
}

export interface DiagnosisSpec extends Unit {
  readonly stage: Diagnosis["stage"];
  /** Tried on text without colour codes. The first match of any of them is the symptom. */
  readonly signatures: readonly RegExp[];
  /** Logs that look alike and must not match. */
  readonly quiet: readonly string[];
  confirm(incident: Incident, match: RegExpExecArray): Confirmed | null;
}

export type DiagnosisUnit = DiagnosisSpec;

export function defineDiagnosis(spec: DiagnosisSpec): DiagnosisUnit {
  return spec;
}

/** The diagnosis as data, with the remedy bound to the Dockerfile. */
export function diagnosisOf(unit: DiagnosisUnit, symptom: string, confirmed: Confirmed): Diagnosis {
  const remedy: Remedy | null = confirmed.remedy === null ? null : { file: "Dockerfile", ...confirmed.remedy };
  return {
    id: unit.id,
    title: unit.title,
    stage: unit.stage,
    symptom,
    cause: confirmed.cause,
    confirmedBy: confirmed.confirmedBy,
    remedy,
  };
}
