/** What is wrong with a manifest, and where: data, so that one broken file never ends the work on the others. */
export interface ManifestProblem {
  readonly file: string;
  readonly line: number;
  readonly says: string;
}

/** A manifest that was read, or the reason why it could not be. */
export type Reading<T> =
  | { readonly value: T; readonly problem: null }
  | { readonly value: null; readonly problem: ManifestProblem };

/** A value and the line (from 1) of the file that says it. */
export interface Located<T> {
  readonly value: T;
  readonly line: number;
}

export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

export function textAt(value: unknown, ...path: readonly string[]): string | null {
  const found = valueAt(value, ...path);
  return typeof found === "string" ? found : null;
}

export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (!isTable(at)) return undefined;
    at = at[key];
  }
  return at;
}

export function stringsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found.filter((item) => typeof item === "string") : [];
}
