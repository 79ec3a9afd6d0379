import { readJson, type JsonDocument } from "./json.ts";
import { isTable, stringsAt, textAt, valueAt, type Located, type Reading } from "./problem.ts";

export interface PackageJson {
  readonly name: Located<string> | null;
  readonly version: string | null;
  readonly isModule: boolean;
  readonly main: Located<string> | null;
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, Located<string>>>;
  readonly dependencies: Readonly<Record<string, Located<string>>>;
  readonly devDependencies: Readonly<Record<string, Located<string>>>;
  readonly engine: Located<string> | null;
  readonly packageManager: Located<string> | null;
  readonly volta: Located<string> | null;
  readonly workspaces: readonly string[];
  readonly hasInstallScripts: boolean;
}

const installScripts = ["preinstall", "install", "postinstall", "prepare"];

export function readPackageJson(text: string, file = "package.json"): Reading<PackageJson> {
  const reading = readJson(text, file);
  if (reading.value === null) return reading;
  const document = reading.value;
  const root = document.value;
  if (!isTable(root)) return { value: null, problem: { file, line: 1, says: "is not a JSON object" } };
  const located = (...path: string[]): Located<string> | null => {
    const value = textAt(root, ...path);
    return value === null ? null : { value, line: document.line(...path) };
  };
  const bin = valueAt(root, "bin");
  const workspaces = valueAt(root, "workspaces");
  const scripts = locatedStrings(document, root, "scripts");
  return {
    problem: null,
    value: {
      name: located("name"),
      version: textAt(root, "version"),
      isModule: textAt(root, "type") === "module",
      main: located("main"),
      bin:
        typeof bin === "string"
          ? { [textAt(root, "name") ?? "bin"]: bin }
          : Object.fromEntries(
              Object.entries(isTable(bin) ? bin : {}).filter((e): e is [string, string] => typeof e[1] === "string"),
            ),
      scripts,
      dependencies: locatedStrings(document, root, "dependencies"),
      devDependencies: locatedStrings(document, root, "devDependencies"),
      engine: located("engines", "node"),
      packageManager: located("packageManager"),
      volta: located("volta", "node"),
      workspaces: Array.isArray(workspaces) ? stringsAt(root, "workspaces") : stringsAt(root, "workspaces", "packages"),
      hasInstallScripts: installScripts.some((name) => name in scripts),
    },
  };
}

function locatedStrings(document: JsonDocument, root: unknown, key: string): Record<string, Located<string>> {
  const table = valueAt(root, key);
  if (!isTable(table)) return {};
  return Object.fromEntries(
    Object.entries(table).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, { value, line: document.line(key, name) }]] : [],
    ),
  );
}
