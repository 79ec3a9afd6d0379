import type { LoopResult, RatedFile, Workflows } from "../../core/ports/workflows.ts";
import { backendRecord, costlyFinding, proof } from "../../records/testing/backend-record.ts";

export const scores = {
  security: 7.5,
  efficiency: 10,
  cache: 10,
  size: 10,
  reproducibility: 9.5,
  maintainability: 10,
  portability: 10,
  operability: 10,
};
export const clean: RatedFile = {
  path: "Dockerfile",
  parsed: true,
  problem: null,
  scores: { ...scores, security: 10 },
  findings: [],
  text: "FROM a\n",
};
export const found: RatedFile = {
  ...clean,
  scores,
  findings: [costlyFinding],
  text: "FROM python:3.11-slim AS base\nWORKDIR /app\n",
};
export const broken: RatedFile = { ...clean, parsed: false, problem: "line 1: unknown instruction FORM", scores: null };

export const rating = (...files: RatedFile[]): Partial<Workflows> => ({ rate: () => Promise.resolve({ files }) });
export const looped = (...records: ReturnType<typeof backendRecord>[]): Partial<Workflows> => ({
  loop: () =>
    Promise.resolve({
      services: records.map((record) => ({
        service: record.facts.name,
        path: record.facts.path,
        record,
        files: { markdown: "r/0012.md", json: "r/0012.json" },
      })),
      kept: [],
      seconds: 31,
    } satisfies LoopResult),
});
export const pass = proof("serves", "It serves", "PASS", "2 routes answered", {});
export const held = backendRecord({ proofs: [pass], findingsAfter: [], skipped: [], diagnoses: [] });
