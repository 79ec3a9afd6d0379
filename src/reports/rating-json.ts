import { type Dimension, dimensions, severities, type Severity } from "../core/finding.ts";
import type { RatedFile, Ratings } from "../core/ports/workflows.ts";

/** The published shape of a rating, version 1. Offsets are UTF-16 code units, lines and columns count from 1. */
export function ratingJson(ratings: Ratings): object {
  const files = ratings.files.map((file) => ({
    path: file.path,
    parsed: file.parsed,
    ...(file.problem === null ? {} : { problem: file.problem }),
    scores: file.scores,
    findings: file.findings.map(({ span: _, from, to, ...one }) => ({
      rule: one.rule,
      slug: one.slug,
      aka: one.aka,
      severity: one.severity,
      dimension: one.dimension,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      message: one.message,
      why: one.why,
      cost: one.cost,
      fix: one.fix,
    })),
  }));
  return { schema: 1, files, totals: totals(ratings.files) };
}

function totals(files: readonly RatedFile[]): object {
  const findings: Record<Severity, number> = { error: 0, warning: 0, info: 0, style: 0 };
  for (const file of files) for (const one of file.findings) findings[one.severity] += 1;
  const scored = files.flatMap((file) => (file.scores === null ? [] : [file.scores]));
  const lowest: Partial<Record<Dimension, number>> = {};
  if (scored.length > 0) for (const one of dimensions) lowest[one] = Math.min(...scored.map((scores) => scores[one]));
  return {
    files: files.length,
    parsed: files.filter((file) => file.parsed).length,
    findings: severities.reduce((sum, severity) => sum + findings[severity], 0),
    bySeverity: findings,
    lowest: scored.length === 0 ? null : lowest,
  };
}
