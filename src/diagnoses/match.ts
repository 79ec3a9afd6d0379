import type { Diagnosis } from "../core/diagnosis.ts";
import { type DiagnosisUnit, diagnosisOf, type Incident } from "./define.ts";

// Colour and cursor sequences of terminals.
const ansi = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, "g");

/** What the log and the facts agree on, the earliest symptom first. Units whose text matches and whose facts do not are left out. */
export function diagnose(units: readonly DiagnosisUnit[], incident: Incident): readonly Diagnosis[] {
  const log = incident.log.replace(ansi, "");
  const found: { at: number; diagnosis: Diagnosis }[] = [];
  for (const unit of units) {
    const match = earliest(unit, log);
    if (match === null) continue;
    const confirmed = unit.confirm({ ...incident, log }, match);
    if (confirmed !== null)
      found.push({ at: match.index, diagnosis: diagnosisOf(unit, lineAt(log, match.index), confirmed) });
  }
  return found.sort((a, b) => a.at - b.at).map((one) => one.diagnosis);
}

function earliest(unit: DiagnosisUnit, log: string): RegExpExecArray | null {
  let first: RegExpExecArray | null = null;
  for (const signature of unit.signatures) {
    const match = new RegExp(signature.source, [...new Set(`m${signature.flags}`)].join("")).exec(log);
    if (match !== null && (first === null || match.index < first.index)) first = match;
  }
  return first;
}

function lineAt(log: string, index: number): string {
  const start = log.lastIndexOf("\n", index) + 1;
  const end = log.indexOf("\n", index);
  return log
    .slice(start, end === -1 ? undefined : end)
    .trim()
    .slice(0, 500);
}
