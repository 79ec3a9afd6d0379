import type { z } from "zod";
import { dimensions, severities } from "../core/finding.ts";

type Zod = typeof z;

/** The shape of `rate --json`. zod is handed in, so that rating without a schema loads nothing of it. */
export function rateResultSchema({ object, literal, array, string, boolean, number, int, record, enum: oneOf }: Zod) {
  const edit = object({ start: int().min(0), end: int().min(0), text: string() });
  const finding = object({
    rule: string().regex(/^S[WC]\d{4}$/),
    slug: string(),
    aka: array(string()),
    severity: oneOf(severities),
    dimension: oneOf(dimensions),
    line: int().min(1),
    column: int().min(1),
    endLine: int().min(1),
    endColumn: int().min(1),
    message: string(),
    why: string(),
    cost: number().min(0),
    fix: object({ kind: oneOf(["safe", "suggested"]), edits: array(edit) }).nullable(),
  });
  return object({
    schema: literal(1),
    files: array(
      object({
        path: string(),
        parsed: boolean(),
        reason: string().nullable(),
        scores: record(oneOf(dimensions), number().min(0).max(10)).nullable(),
        findings: array(finding),
        suppressed: array(object({ rule: string(), slug: string(), line: int().min(1), reason: string().nullable() })),
      }),
    ),
    totals: object({
      files: int(),
      parsed: int(),
      findings: int(),
      suppressed: int(),
      fixable: int(),
      bySeverity: record(oneOf(severities), int()),
    }),
  });
}

/** The JSON of `rate`: files in the order given, findings in the order of the file. */
export type RateResult = z.infer<ReturnType<typeof rateResultSchema>>;

/** Loads zod and makes the schema. */
export async function loadRateResultSchema(): Promise<ReturnType<typeof rateResultSchema>> {
  const { z } = await import("zod");
  return rateResultSchema(z);
}
