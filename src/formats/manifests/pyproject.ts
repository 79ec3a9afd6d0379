import { isTable, stringsAt, textAt, valueAt, type Located, type Reading } from "./problem.ts";
import { normalizeName, readRequirement, type Requirement } from "./requirement.ts";
import { readToml, tomlLine } from "./toml.ts";

export interface Pyproject {
  readonly name: Located<string> | null;
  readonly version: string | null;
  readonly requiresPython: Located<string> | null;
  readonly dependencies: readonly Located<Requirement>[];
  readonly optionalDependencies: Readonly<Record<string, readonly string[]>>;
  readonly groups: readonly string[];
  /** uv's default groups; `dev` where nothing else is said. */
  readonly defaultGroups: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  /** A README that the project's own build reads. */
  readonly readme: string | null;
  /** Files that the project's own build reads for its licence. */
  readonly licenseFiles: readonly string[];
  /** The project itself is built and installed into the environment. */
  readonly isPackage: boolean;
  readonly buildBackend: string | null;
  readonly uv: {
    readonly requiredVersion: Located<string> | null;
    readonly members: readonly string[];
    readonly isWorkspace: boolean;
  } | null;
  readonly usesPoetry: boolean;
  /** `[tool.fastapi] entrypoint`. */
  readonly fastapiEntrypoint: Located<string> | null;
  readonly sourcePaths: readonly string[];
}

export function readPyproject(text: string, file = "pyproject.toml"): Reading<Pyproject> {
  const reading = readToml(text, file);
  if (reading.value === null) return reading;
  const root = reading.value;
  const poetry = valueAt(root, "tool", "poetry");
  const usesPoetry = isTable(poetry);
  const located = (value: string | null, table: string, key: string): Located<string> | null =>
    value === null ? null : { value, line: tomlLine(text, table, key) };
  const uv = valueAt(root, "tool", "uv");
  const isWorkspace = isTable(valueAt(uv, "workspace"));
  const backend = textAt(root, "build-system", "build-backend");
  const package_ = valueAt(uv, "package");
  const readme = valueAt(root, "project", "readme");
  const groups = valueAt(root, "dependency-groups");
  const defaults = valueAt(uv, "default-groups");
  const pythonSource = textAt(root, "tool", "maturin", "python-source");
  return {
    problem: null,
    value: {
      name:
        located(textAt(root, "project", "name"), "project", "name") ??
        located(textAt(poetry, "name"), "tool.poetry", "name"),
      version: textAt(root, "project", "version") ?? textAt(poetry, "version"),
      requiresPython:
        located(textAt(root, "project", "requires-python"), "project", "requires-python") ??
        located(poetryRange(textAt(poetry, "dependencies", "python")), "tool.poetry.dependencies", "python"),
      dependencies:
        usesPoetry && !isTable(valueAt(root, "project"))
          ? poetryDependencies(poetry, text)
          : projectDependencies(root, text),
      optionalDependencies: Object.fromEntries(
        Object.keys(tableAt(root, "project", "optional-dependencies")).map((key) => [
          key,
          stringsAt(root, "project", "optional-dependencies", key),
        ]),
      ),
      groups: isTable(groups) ? Object.keys(groups) : [],
      defaultGroups: Array.isArray(defaults) ? stringsAt(uv, "default-groups") : ["dev"],
      scripts: Object.fromEntries(
        Object.entries(tableAt(root, "project", "scripts")).filter(
          (e): e is [string, string] => typeof e[1] === "string",
        ),
      ),
      readme: typeof readme === "string" ? readme : textAt(readme, "file"),
      licenseFiles: [textAt(root, "project", "license", "file"), ...stringsAt(root, "project", "license-files")].filter(
        (f) => f !== null,
      ),
      isPackage:
        package_ === undefined ? backend !== null || isTable(valueAt(root, "build-system")) : package_ === true,
      buildBackend: backend,
      uv: isTable(uv)
        ? {
            requiredVersion: located(textAt(uv, "required-version"), "tool.uv", "required-version"),
            members: stringsAt(uv, "workspace", "members"),
            isWorkspace,
          }
        : null,
      usesPoetry,
      fastapiEntrypoint: located(textAt(root, "tool", "fastapi", "entrypoint"), "tool.fastapi", "entrypoint"),
      sourcePaths: [
        ...stringsAt(root, "tool", "setuptools", "packages", "find", "where"),
        ...(pythonSource === null ? [] : [pythonSource]),
      ],
    },
  };
}

function tableAt(value: unknown, ...path: string[]): Record<string, unknown> {
  const found = valueAt(value, ...path);
  return isTable(found) ? found : {};
}

function projectDependencies(root: unknown, text: string): Located<Requirement>[] {
  return stringsAt(root, "project", "dependencies").flatMap((item) => {
    const requirement = readRequirement(item);
    const name = /^[\w.-]+/.exec(item.trim())?.[0] ?? item;
    return requirement === null
      ? []
      : [{ value: requirement, line: tomlLine(text, "project", "dependencies", `"${name}`) }];
  });
}

function poetryDependencies(poetry: unknown, text: string): Located<Requirement>[] {
  return Object.entries(tableAt(poetry, "dependencies")).flatMap(([name, value]) =>
    name === "python" || valueAt(value, "optional") === true
      ? []
      : [
          {
            value: {
              name: normalizeName(name),
              extras: stringsAt(value, "extras").map(normalizeName),
              specifier: poetryRange(typeof value === "string" ? value : textAt(value, "version")) ?? "",
              marker: textAt(value, "markers"),
            },
            line: tomlLine(text, "tool.poetry.dependencies", name),
          },
        ],
  );
}

/** Poetry's caret and tilde ranges as PEP 440 specifiers. */
export function poetryRange(range: string | null): string | null {
  if (range === null) return null;
  const match = /^([\^~])\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(range.trim());
  if (match === null) return /^\d/.test(range.trim()) ? `==${range.trim()}` : range;
  const [, sign, major = "0", minor, patch] = match;
  const low = [major, minor, patch].filter((part) => part !== undefined).join(".");
  if (sign === "~")
    return minor === undefined ? `>=${low},<${Number(major) + 1}` : `>=${low},<${major}.${Number(minor) + 1}`;
  return major === "0" && minor !== undefined ? `>=${low},<0.${Number(minor) + 1}` : `>=${low},<${Number(major) + 1}`;
}
