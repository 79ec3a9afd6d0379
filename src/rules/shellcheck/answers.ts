import { valueAt } from "../../formats/manifests/problem.ts";

/** A place as ShellCheck counts it: lines and columns from 1, columns in code points, a tab is one. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Replacement extends Place {
  readonly text: string;
}

/** One thing that ShellCheck says of one script. */
export interface Comment extends Place {
  readonly code: number;
  readonly level: "error" | "warning" | "info" | "style";
  readonly message: string;
  readonly replacements: readonly Replacement[];
}

/** Reads `--format=json1`: file name -> what is said of it. Null where the text is no such answer. */
export function readAnswers(json: string): ReadonlyMap<string, readonly Comment[]> | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const comments = valueAt(value, "comments");
  if (!Array.isArray(comments)) return null;
  const out = new Map<string, Comment[]>();
  for (const one of comments) {
    const file = valueAt(one, "file");
    const comment = commentOf(one);
    if (typeof file !== "string" || comment === null) continue;
    const list = out.get(file);
    if (list === undefined) out.set(file, [comment]);
    else list.push(comment);
  }
  return out;
}

const levels = ["error", "warning", "info", "style"] as const;

function commentOf(value: unknown): Comment | null {
  const place = placeOf(value);
  const code = valueAt(value, "code");
  const message = valueAt(value, "message");
  const said = valueAt(value, "level");
  const level = levels.find((one) => one === said);
  if (place === null || typeof code !== "number" || typeof message !== "string" || level === undefined) return null;
  return { ...place, code, level, message, replacements: replacementsOf(valueAt(value, "fix")) };
}

function replacementsOf(fix: unknown): readonly Replacement[] {
  const list = valueAt(fix, "replacements");
  if (!Array.isArray(list)) return [];
  const out: Replacement[] = [];
  for (const one of list) {
    const place = placeOf(one);
    const text = valueAt(one, "replacement");
    // All of a fix or none of it.
    if (place === null || typeof text !== "string") return [];
    out.push({ ...place, text });
  }
  return out;
}

function placeOf(value: unknown): Place | null {
  const [line, column, endLine, endColumn] = ["line", "column", "endLine", "endColumn"].map((name) =>
    valueAt(value, name),
  );
  if (typeof line !== "number" || typeof column !== "number") return null;
  if (typeof endLine !== "number" || typeof endColumn !== "number") return null;
  return { line, column, endLine, endColumn };
}
