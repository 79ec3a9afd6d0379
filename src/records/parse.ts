import type { SeaworthyRecord } from "../core/record.ts";
import { migrate, unreadable } from "./migrate.ts";

/**
 * Reads a record's JSON: any known version, checked field by field. The schema is loaded only here, so that a run that reads no record does not pay for it.
 * @throws SeaworthyError `record-unreadable` with the path of the first wrong field, `record-too-new`
 */
export async function parseRecordJson(text: string, file: string): Promise<SeaworthyRecord> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable(file, "it is not JSON, or not whole", cause);
  }
  const current = migrate(value, file);
  const { recordSchema } = await import("./schema/record.ts");
  const parsed = recordSchema.safeParse(current);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const at = first?.path.map(String).join(".") ?? "";
  throw unreadable(
    file,
    `${at === "" ? "its value" : at}: ${first?.message ?? "not as the schema says"}`,
    parsed.error,
  );
}
