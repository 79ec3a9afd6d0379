export { allDiagnoses } from "./all.gen.ts";
export { defineDiagnosis, type DiagnosisUnit, type Incident } from "./define.ts";
export { diagnose } from "./match.ts";
