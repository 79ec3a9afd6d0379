import type { Finding } from "../core/finding.ts";
import { severities, type Severity } from "../core/finding.ts";
import { parseCompose } from "../formats/compose/index.ts";
import { type FileRating, type RateOptions, rateWith } from "./rate-with.ts";
import type { RateResult } from "./schema.ts";

export type { FileRating, RateOptions } from "./rate-with.ts";

/**
 * Rates the text of one file, in memory: a compose file or a .dockerignore where its name says so, a Dockerfile otherwise.
 * Never throws for what the text holds.
 */
export function rateText(path: string, text: string, options: RateOptions = {}): FileRating {
  return rateWith(parseCompose, path, text, options);
}

/** The ratings as the published JSON (schema.ts), files in the order given. */
export function rateResult(files: readonly FileRating[]): RateResult {
  const bySeverity: Record<Severity, number> = { error: 0, warning: 0, info: 0, style: 0 };
  let suppressed = 0;
  let fixable = 0;
  for (const file of files) {
    suppressed += file.suppressed.length;
    for (const finding of file.findings) {
      bySeverity[finding.severity]++;
      if (finding.fix !== null) fixable++;
    }
  }
  return {
    schema: 1,
    files: files.map((file) => ({
      path: file.path,
      parsed: file.parsed,
      reason: file.reason,
      scores: file.scores === null ? null : { ...file.scores },
      findings: file.findings.map(findingJson),
      suppressed: file.suppressed.map(({ finding, reason }) => ({
        rule: finding.rule,
        slug: finding.slug,
        line: finding.from.line,
        reason,
      })),
    })),
    totals: {
      files: files.length,
      parsed: files.filter((file) => file.parsed).length,
      findings: severities.reduce((sum, severity) => sum + bySeverity[severity], 0),
      suppressed,
      fixable,
      bySeverity,
    },
  };
}

function findingJson(finding: Finding): RateResult["files"][number]["findings"][number] {
  return {
    rule: finding.rule,
    slug: finding.slug,
    aka: [...finding.aka],
    severity: finding.severity,
    dimension: finding.dimension,
    line: finding.from.line,
    column: finding.from.column,
    endLine: finding.to.line,
    endColumn: finding.to.column,
    message: finding.message,
    why: finding.why,
    cost: finding.cost,
    fix:
      finding.fix === null
        ? null
        : { kind: finding.fix.kind, edits: finding.fix.edits.map(({ start, end, text }) => ({ start, end, text })) },
  };
}
