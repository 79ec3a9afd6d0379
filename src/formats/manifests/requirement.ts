/** One PEP 508 requirement. Source: https://packaging.python.org/en/latest/specifications/dependency-specifiers/ */
export interface Requirement {
  /** Normalized: lower case, runs of `-`, `_` and `.` as one `-`. */
  readonly name: string;
  readonly extras: readonly string[];
  /** The version specifiers, or the URL after `@`. */
  readonly specifier: string;
  readonly marker: string | null;
}

const shape = /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?:\s*\[([^\]]*)\])?([^;]*)(?:;(.*))?/s;

/** Reads one requirement; null where the text is none (a path, a bare URL, an option). */
export function readRequirement(text: string): Requirement | null {
  const match = shape.exec(text);
  if (match === null) return null;
  const specifier = (match[3] ?? "").trim();
  const marker = match[4]?.trim() ?? null;
  if (marker === "") return null;
  if (specifier !== "" && !/^[@(<>=!~]/.test(specifier)) return null;
  return {
    name: normalizeName(match[1] ?? ""),
    extras: (match[2] ?? "")
      .split(",")
      .map((extra) => normalizeName(extra.trim()))
      .filter((extra) => extra !== ""),
    specifier,
    marker,
  };
}

export function normalizeName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}
