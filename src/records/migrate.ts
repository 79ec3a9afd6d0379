import { SeaworthyError } from "../core/errors/index.ts";

/** The version of the record's JSON that this seaworthy writes. */
export const recordVersion = 1;

/** From a version to the one after it. Version 1 is the first, so there is nothing to bring forward yet. */
const steps: Readonly<
  Record<number, (record: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>>
> = {};

/**
 * Brings a record's JSON value to the version of today, one version at a time.
 * @throws SeaworthyError `record-unreadable` for a value that is no record, `record-too-new` for a version that this seaworthy does not know
 */
export function migrate(value: unknown, file: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw unreadable(file, "it holds no JSON object");
  }
  let record: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(value));
  for (;;) {
    const version = record["schema"];
    if (typeof version !== "number" || !Number.isInteger(version) || version < 1)
      throw unreadable(file, "it has no schema version");
    if (version === recordVersion) return record;
    const step = steps[version];
    if (version > recordVersion || step === undefined) {
      throw new SeaworthyError("record-too-new", {
        what: `${file} cannot be read`,
        why: `it is a record of version ${version}, and this seaworthy reads up to version ${recordVersion}`,
        todo: "read it with a newer seaworthy",
      });
    }
    record = step(record);
  }
}

export function unreadable(file: string, why: string, cause?: unknown): SeaworthyError {
  return new SeaworthyError("record-unreadable", {
    what: `${file} is not a record that can be read`,
    why,
    todo: "give the .md or .json of a record, as written to .seaworthy/records",
    ...(cause === undefined ? {} : { cause }),
  });
}
