import { readJson } from "./json.ts";
import { stringsAt, textAt, valueAt, type Located, type Reading } from "./problem.ts";

export interface Tsconfig {
  readonly outDir: Located<string> | null;
  readonly rootDir: Located<string> | null;
  readonly noEmit: boolean;
  readonly include: readonly string[];
  readonly files: readonly string[];
  readonly extends: readonly string[];
  readonly references: readonly string[];
}

export function readTsconfig(text: string, file = "tsconfig.json"): Reading<Tsconfig> {
  const reading = readJson(text, file, { comments: true });
  if (reading.value === null) return reading;
  const root = reading.value.value;
  const line = reading.value;
  const option = (name: string): Located<string> | null => {
    const value = textAt(root, "compilerOptions", name);
    return value === null
      ? null
      : { value: value.replace(/^\.\//, "").replace(/\/$/, "") || ".", line: line.line("compilerOptions", name) };
  };
  const parent = textAt(root, "extends");
  const references = valueAt(root, "references");
  return {
    problem: null,
    value: {
      outDir: option("outDir"),
      rootDir: option("rootDir"),
      noEmit: valueAt(root, "compilerOptions", "noEmit") === true,
      include: stringsAt(root, "include"),
      files: stringsAt(root, "files"),
      extends: parent === null ? stringsAt(root, "extends") : [parent],
      references: (Array.isArray(references) ? references : []).flatMap((r) => textAt(r, "path") ?? []),
    },
  };
}
