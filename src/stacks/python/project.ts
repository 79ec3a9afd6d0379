import {
  normalizeName,
  readPyproject,
  readRequirements,
  readUvLock,
  uvClosure,
  type ManifestProblem,
  type Pyproject,
  type Requirement,
  type Requirements,
  type UvLock,
} from "../../formats/manifests/index.ts";
import { readPythonModule, type PythonModule } from "../../formats/python/index.ts";
import type { Folder } from "../folder.ts";

/** One module of the service: its file, its dotted name from its source root, and its syntax. */
export interface Module {
  readonly file: string;
  readonly name: string;
  readonly syntax: PythonModule;
}

export interface Dependency {
  readonly requirement: Requirement;
  readonly file: string;
  readonly line: number;
}

/** Everything of a Python service that was read, before any conclusion. */
export interface PythonProject {
  readonly folder: Folder;
  readonly modules: readonly Module[];
  /** The folder on the import path: `.` or, say, `src`. */
  readonly sourceRoot: string;
  readonly sourceRootBecause: string;
  readonly pyproject: Pyproject | null;
  readonly lock: UvLock | null;
  readonly requirements: Requirements | null;
  readonly packageManager: "uv" | "pip" | "poetry";
  readonly dependencies: readonly Dependency[];
  readonly problems: readonly ManifestProblem[];
}

const requirementFiles = [
  "requirements.txt",
  "requirements/production.txt",
  "requirements/prod.txt",
  "requirements/base.txt",
  "requirements-prod.txt",
  "requirements.in",
];
const moduleLimit = 3000;

const known = new WeakMap<Folder, PythonProject>();

/** Reads a folder once: recognising and detecting look at the same project. */
export function readPythonProject(folder: Folder): PythonProject {
  const project = known.get(folder) ?? readAnew(folder);
  known.set(folder, project);
  return project;
}

function readAnew(folder: Folder): PythonProject {
  const problems: ManifestProblem[] = [];
  const keep = <T>(
    reading: { value: T; problem: null } | { value: null; problem: ManifestProblem } | null,
  ): T | null => {
    if (reading?.problem) problems.push(reading.problem);
    return reading?.value ?? null;
  };
  const pyprojectText = folder.read("pyproject.toml");
  const lockText = folder.read("uv.lock");
  const pyproject = keep(pyprojectText === null ? null : readPyproject(pyprojectText));
  const lock = keep(lockText === null ? null : readUvLock(lockText));
  const requirementsFile = requirementFiles.find((file) => folder.has(file));
  const requirements =
    requirementsFile === undefined ? null : readRequirements(requirementsFile, (path) => folder.read(path));
  problems.push(...(requirements?.problems ?? []));
  // A pyproject that holds only tool settings does not say what to install.
  const declares = pyproject !== null && (pyproject.dependencies.length > 0 || lock !== null || requirements === null);
  const isBroken = pyproject === null && pyprojectText !== null && requirements === null;
  const packageManager =
    lock !== null || isBroken ? "uv" : declares ? (pyproject?.usesPoetry ? "poetry" : "uv") : "pip";
  const dependencies: Dependency[] =
    packageManager === "pip"
      ? (requirements?.requirements ?? []).map((r) => ({ requirement: r.value, file: r.file, line: r.line }))
      : (pyproject?.dependencies ?? []).map((d) => ({ requirement: d.value, file: "pyproject.toml", line: d.line }));
  const syntaxes = folder.shipped
    .filter((file) => file.endsWith(".py"))
    .slice(0, moduleLimit)
    .flatMap((file) => {
      const text = folder.read(file);
      if (text === null) {
        problems.push({ file, line: 1, says: folder.problem(file) ?? "cannot be read" });
        return [];
      }
      const syntax = readPythonModule(text);
      const [line] = syntax.problems;
      if (line !== undefined)
        problems.push({ file, line, says: "does not parse here; what could be read around it was" });
      return [{ file, syntax }];
    });
  const { root, because } = sourceRootOf(folder, syntaxes);
  return {
    folder,
    modules: syntaxes.map(({ file, syntax }) => ({ file, syntax, name: moduleName(file, root) })),
    sourceRoot: root,
    sourceRootBecause: because,
    pyproject,
    lock,
    requirements,
    packageManager,
    dependencies,
    problems,
  };
}

export function moduleName(file: string, root: string): string {
  const inside = root !== "." && file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
  return inside
    .replace(/\.py$/, "")
    .replace(/(?:^|\/)__init__$/, "")
    .replaceAll("/", ".");
}

/** The folder for which most absolute imports of the service's own modules resolve; the service's folder on a tie. */
function sourceRootOf(
  folder: Folder,
  files: readonly { file: string; syntax: PythonModule }[],
): { root: string; because: string } {
  const names = new Set(files.map((f) => f.file));
  const tops = new Set<string>(["."]);
  for (const { file } of files) {
    const [first, second] = file.split("/");
    if (first !== undefined && second !== undefined) tops.add(first);
  }
  const resolves = (root: string, module: string): boolean => {
    const base = `${root === "." ? "" : `${root}/`}${module.split(".")[0]}`;
    return (
      names.has(`${base}.py`) ||
      names.has(`${base}/__init__.py`) ||
      [...names].some((name) => name.startsWith(`${base}/`))
    );
  };
  let best = { root: ".", count: 0 };
  for (const root of [...tops].sort()) {
    const inside = files.filter((f) => root === "." || f.file.startsWith(`${root}/`));
    const count = inside.reduce(
      (sum, f) => sum + f.syntax.imports.filter((i) => !i.module.startsWith(".") && resolves(root, i.module)).length,
      0,
    );
    if (count > best.count) best = { root, count };
  }
  if (best.count > 0) {
    const others =
      best.root === "."
        ? "modules are imported from the service's folder"
        : `${best.count} imports resolve from ${best.root}/`;
    return { root: best.root, because: others };
  }
  if (folder.hasFolder("src") && !names.has("src/__init__.py") && files.some((f) => f.file.startsWith("src/"))) {
    return { root: "src", because: "src/ holds the code and is no package itself" };
  }
  return { root: ".", because: "nothing is imported across modules: the service's folder" };
}

/** Whether a package is there at run time: in the lock's closure where there is one, else among the direct dependencies. */
export function hasPackage(project: PythonProject, python: string, name: string): boolean {
  const wanted = normalizeName(name);
  if (project.dependencies.some((d) => d.requirement.name === wanted)) return true;
  return lockedNames(project, python).some((p) => p.name === wanted);
}

const closures = new WeakMap<UvLock, Map<string, ReturnType<typeof uvClosure>>>();

/** The runtime closure of the project's lock for one Python line, walked once; empty without a lock. */
export function lockedNames(project: PythonProject, python: string): ReturnType<typeof uvClosure> {
  if (project.lock === null) return [];
  const byLine = closures.get(project.lock) ?? new Map<string, ReturnType<typeof uvClosure>>();
  closures.set(project.lock, byLine);
  const own = project.pyproject?.name?.value;
  const closure =
    byLine.get(python) ?? uvClosure(project.lock, own === undefined ? { python } : { python, project: own });
  byLine.set(python, closure);
  return closure;
}

export function dependencyOf(project: PythonProject, name: string): Dependency | undefined {
  return project.dependencies.find((d) => d.requirement.name === name);
}
