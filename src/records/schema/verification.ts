import * as z from "zod";
import { recordChecks } from "../../core/verification.ts";

/** The shape of `record verify --json`, as JSON Schema (draft 2020-12). */
export function verificationJsonSchema(): object {
  return z.toJSONSchema(verificationSchema);
}

export const verificationSchema = z.strictObject({
  schema: z.literal(1),
  file: z.string(),
  checks: z.array(
    z.strictObject({
      check: z.enum(recordChecks),
      verdict: z.enum(["PASS", "FAIL", "SKIPPED"]),
      said: z.string().min(1),
      differences: z.array(z.string()),
    }),
  ),
});
