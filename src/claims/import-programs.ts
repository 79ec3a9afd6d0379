/** What an import program answers: one line of JSON after this mark, whatever else the modules print. */
export const mark = "seaworthy-imports:";

/** Imports the application's modules. `argv`: the entry module, or empty. Tests, migrations and `__main__` are programs of their own. */
export const pythonImports = `
import importlib, json, os, pkgutil, sys
entry = sys.argv[1]
root = os.getcwd()
sys.path.insert(0, root)
skip = ("test", "tests", "migrations", "alembic", "__pycache__", "node_modules", "venv", "conftest", "setup")
names, failed = [], []
def load(name):
    try:
        return importlib.import_module(name)
    except BaseException as error:
        failed.append([name, type(error).__name__ + ": " + str(error)[:300]])
def walk(package):
    for info in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        last = info.name.rsplit(".", 1)[1]
        if last == "__main__" or last in skip or last.startswith("test_"):
            continue
        names.append(info.name)
        module = load(info.name)
        if module is not None and info.ispkg:
            walk(module)
tops = [entry.split(".")[0]] if entry else []
for info in pkgutil.iter_modules([root]):
    if info.name not in skip and info.name not in tops and not info.name.startswith("test_"):
        tops.append(info.name)
for top in tops:
    names.append(top)
    module = load(top)
    if module is not None and hasattr(module, "__path__"):
        walk(module)
if entry and entry not in names:
    names.append(entry)
    load(entry)
packages = {}
for name, module in list(sys.modules.items()):
    file = getattr(module, "__file__", None) or ""
    if "." not in name and "site-packages" in file and hasattr(module, "__path__"):
        packages[name] = os.path.dirname(file)
print("\\n${mark}" + json.dumps({"modules": names, "failed": failed, "packages": packages}))
`;

/** Resolves each import of each file with node's own resolver, and loads the packages. `argv`: JSON list of [file, module, kind]. */
export const nodeImports = `
import { existsSync, readFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
const failed = [], modules = [], packages = {};
const nameOf = (s) => s.split("/").slice(0, s.startsWith("@") ? 2 : 1).join("/");
const found = (from, name) => { for (let d = dirname(from); ; d = dirname(d)) { const p = join(d, "node_modules", name); if (existsSync(join(p, "package.json"))) return p; if (d === dirname(d)) return null; } };
for (const [file, specifier, kind] of JSON.parse(process.argv.at(-1))) {
  if (isBuiltin(specifier)) continue;
  const said = specifier + " from " + file;
  modules.push(said);
  try {
    const relative = /^[./]/.test(specifier);
    if (kind === "require") { createRequire(file).resolve(specifier); continue; }
    const url = import.meta.resolve(specifier, pathToFileURL(file).href);
    if (relative) { if (!existsSync(fileURLToPath(url))) throw new Error("no such file"); continue; }
    const folder = found(file, nameOf(specifier));
    if (folder !== null) packages[nameOf(specifier)] = folder;
    await import(url);
  } catch (error) { failed.push([said, String(error.message).slice(0, 300)]); }
}
console.log("\\n${mark}" + JSON.stringify({ modules, failed, packages }));
process.exit(0);
`;

export interface ImportAnswer {
  readonly modules: readonly string[];
  /** Name and reason. */
  readonly failed: readonly (readonly [string, string])[];
  /** Packages that were loaded from outside the application -> their folders. */
  readonly packages: Readonly<Record<string, string>>;
}

/** Reads the program's last marked line; null where it did not get so far. */
export function readImportAnswer(output: string): ImportAnswer | null {
  const line = output.split("\n").findLast((text) => text.startsWith(mark));
  if (line === undefined) return null;
  const value: unknown = JSON.parse(line.slice(mark.length));
  if (
    typeof value !== "object" ||
    value === null ||
    !("modules" in value) ||
    !("failed" in value) ||
    !("packages" in value)
  )
    return null;
  const { modules, failed, packages } = value;
  if (!Array.isArray(modules) || !Array.isArray(failed) || typeof packages !== "object" || packages === null)
    return null;
  return {
    modules: modules.map(String),
    failed: failed.map((pair: unknown): readonly [string, string] =>
      Array.isArray(pair) ? [String(pair[0]), String(pair[1])] : [String(pair), ""],
    ),
    packages: Object.fromEntries(Object.entries(packages).map(([name, folder]) => [name, String(folder)])),
  };
}
