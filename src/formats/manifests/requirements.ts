import { readRequirement, type Requirement } from "./requirement.ts";
import type { Located, ManifestProblem } from "./problem.ts";

export interface RequirementLine extends Located<Requirement> {
  readonly file: string;
}

export interface Requirements {
  readonly requirements: readonly RequirementLine[];
  /** Each file that was read, includes and constraints too, in the order in which pip reads them. */
  readonly files: readonly string[];
  /** Every requirement is pinned by hash, so pip can be told to insist on it. */
  readonly hashed: boolean;
  /** Requirements that are a path or a URL: their text. */
  readonly direct: readonly { readonly file: string; readonly line: number; readonly text: string }[];
  readonly problems: readonly ManifestProblem[];
}

/**
 * Reads a requirements file with its `-r` and `-c` includes, each relative to the file that names it.
 * @param read the text of a path, or null
 */
export function readRequirements(path: string, read: (path: string) => string | null): Requirements {
  const requirements: RequirementLine[] = [];
  const files: string[] = [];
  const direct: { file: string; line: number; text: string }[] = [];
  const problems: ManifestProblem[] = [];
  let entries = 0;
  let hashes = 0;
  const visit = (file: string, constraint: boolean, from: { file: string; line: number } | null): void => {
    if (files.includes(file)) return;
    const text = read(file);
    if (text === null) {
      problems.push({
        file: from?.file ?? file,
        line: from?.line ?? 1,
        says: `includes ${file}, which cannot be read`,
      });
      return;
    }
    files.push(file);
    for (const { value, line } of logicalLines(text)) {
      const include = /^(?:-r|--requirement|-c|--constraint)=?(.+)$/.exec(value);
      if (include !== null) {
        visit(
          beside(file, (include[1] ?? "").trim().replaceAll(/^["']|["']$/g, "")),
          constraint || /^(-c|--constraint)/.test(value),
          { file, line },
        );
        continue;
      }
      if (constraint || (value.startsWith("-") && !/^(-e|--editable)/.test(value))) continue;
      entries += 1;
      if (value.includes("--hash=")) hashes += 1;
      const bare = value
        .replace(/\s--\S.*/s, "")
        .replace(/^(-e|--editable)\s+/, "")
        .trim();
      const requirement = /^[./]|^[a-z+]+:\/\//i.test(bare) ? null : readRequirement(bare);
      if (requirement !== null) requirements.push({ value: requirement, file, line });
      else if (/^[./]|:\/\//.test(bare)) direct.push({ file, line, text: bare });
      else problems.push({ file, line, says: `is not a requirement: ${bare}` });
    }
  };
  visit(path, false, null);
  return { requirements, files, direct, hashed: entries > 0 && entries === hashes, problems };
}

/** Lines with continuations joined and comments dropped, each with the number of its first line. */
function logicalLines(text: string): Located<string>[] {
  const found: Located<string>[] = [];
  let pending = "";
  let start = 0;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (pending === "") start = index + 1;
    const line = raw.replace(/(^|\s)#.*$/, "");
    if (line.endsWith("\\")) {
      pending += `${line.slice(0, -1)} `;
      continue;
    }
    const value = (pending + line).trim();
    pending = "";
    if (value !== "") found.push({ value, line: start });
  }
  return found;
}

function beside(file: string, other: string): string {
  const parts = file.split("/").slice(0, -1);
  for (const part of other.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
