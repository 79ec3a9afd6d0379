import type { Severity } from "../core/finding.ts";
import type { RatedFile, Ratings } from "../core/ports/workflows.ts";

/** The published shape of a rating, version 1. Offsets are UTF-16 code units, lines and columns count from 1. */
export function ratingJson(ratings: Ratings): object {
  const files = ratings.files.map((file) => ({
    path: file.path,
    parsed: file.parsed,
    reason: file.problem,
    scores: file.scores,
    findings: file.findings.map(({ from, to, ...one }) => ({
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
    suppressed: file.suppressed ?? [],
  }));
  return { schema: 1, files, totals: totals(ratings.files) };
}

function totals(files: readonly RatedFile[]): object {
  const bySeverity: Record<Severity, number> = { error: 0, warning: 0, info: 0, style: 0 };
  const findings = files.flatMap((file) => file.findings);
  for (const one of findings) bySeverity[one.severity] += 1;
  return {
    files: files.length,
    parsed: files.filter((file) => file.parsed).length,
    findings: findings.length,
    suppressed: files.reduce((sum, file) => sum + (file.suppressed?.length ?? 0), 0),
    fixable: findings.filter((one) => one.fix !== null).length,
    bySeverity,
  };
}
