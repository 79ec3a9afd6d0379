import type { Located } from "./problem.ts";

/** The first version that a one-line version file names (`.python-version`, `.nvmrc`, `.node-version`), comments skipped. */
export function readVersionFile(text: string): Located<string> | null {
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const value = raw.replace(/#.*/s, "").trim();
    if (value !== "") return { value: value.replace(/^(?:cpython[-@]|python-|node-|v(?=\d))/i, ""), line: index + 1 };
  }
  return null;
}

/** The version of one tool in `.tool-versions` (asdf, mise): the first of several. */
export function readToolVersion(text: string, ...tools: readonly string[]): Located<string> | null {
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const [tool, version] = raw.replace(/#.*/s, "").trim().split(/\s+/);
    if (tool !== undefined && version !== undefined && tools.includes(tool)) return { value: version, line: index + 1 };
  }
  return null;
}
