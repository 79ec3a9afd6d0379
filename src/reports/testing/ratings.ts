import type { Finding } from "../../core/finding.ts";
import type { Ratings } from "../../core/ports/workflows.ts";
import type { Setting } from "../define.ts";
import { loadReport, type ReportName } from "../index.ts";

export const text = "FROM python:3.11-slim AS base\nADD a.py /\nRUN pip install x && \\\n    rm -rf /tmp/<x>\n";
export const setting: Setting = { color: false, width: 80, version: "1.2.3" };
export const scores = {
  security: 10,
  efficiency: 9,
  cache: 8.5,
  size: 10,
  reproducibility: 10,
  maintainability: 9.5,
  portability: 10,
  operability: 10,
};

export const add: Finding = {
  rule: "SW2004",
  slug: "copy/add-for-local-files",
  aka: ["hadolint:DL3020"],
  severity: "warning",
  dimension: "maintainability",
  span: { start: 30, end: 40 },
  from: { line: 2, column: 1 },
  to: { line: 2, column: 11 },
  message: "Use COPY for a.py: ADD also unpacks archives & downloads URLs.",
  why: "COPY does one thing.",
  cost: 0.5,
  fix: { kind: "safe", edits: [{ start: 30, end: 33, text: "COPY" }] },
};
export const run: Finding = {
  ...add,
  rule: "SW4001",
  slug: "packages/no-cache-mount",
  aka: [],
  severity: "error",
  dimension: "cache",
  span: { start: 41, end: 87 },
  from: { line: 3, column: 1 },
  to: { line: 4, column: 20 },
  message: 'Says "no" to\n::error::forged',
  cost: 1.5,
  fix: null,
};

export const ratings: Ratings = {
  files: [
    { path: "a b/Dockerfile", parsed: true, problem: null, scores, findings: [run, add], text },
    {
      path: "broken/Dockerfile",
      parsed: false,
      problem: "line 1: unknown instruction FORM",
      scores: null,
      findings: [],
      text: "FORM x\n",
    },
    {
      path: "good/Dockerfile",
      parsed: true,
      problem: null,
      scores: { ...scores, efficiency: 10, cache: 10, maintainability: 10 },
      findings: [],
      text: "FROM a\n",
    },
  ],
};

export async function rendered(name: ReportName, of: Ratings = ratings, set: Setting = setting): Promise<string> {
  const report = await loadReport(name);
  if (report.ratings === undefined) throw new Error(`${name} has no form for ratings`);
  return report.ratings(of, set);
}
