import { stringOf, walk } from "../../formats/expression/index.ts";
import { pythonCalls } from "../../formats/python/index.ts";
import type { TestsDetail } from "../own-tests.ts";
import { pytestOf } from "./own-tests.ts";
import { hasPackage, lockedNames, type Module, type PythonProject } from "./project.ts";
import type { Resolver } from "./resolve.ts";

/** What the build needs to know beyond the facts that every stack has; all of it lands in `detail`. */
export type PythonDetail = {
  readonly project: string | null;
  readonly lock: string | null;
  readonly manifests: readonly string[];
  /** Top-level files and folders that the application reads at run time. */
  readonly sources: readonly string[];
  /** The project itself must be installed: its code asks for its own metadata. */
  readonly installProject: boolean;
  /** What the project's own build reads beside pyproject.toml. */
  readonly buildReads: readonly string[];
  readonly hasDevDependencies: boolean;
  readonly hashed: boolean;
  readonly uvVersion: string | null;
  /** Modules of other packages that are imported at start: what bytecode is worth its size for. */
  readonly startImports: readonly string[];
} & TestsDetail;

const dataFolders =
  /^(?:templates|static|assets|migrations|alembic|locale|locales|data|public|resources|config|conf|prompts|fonts|models)$/;
const dataFiles = /^(?:alembic\.ini|logging\.(?:conf|ini|ya?ml|json)|log_config\.\w+)$/;

/** `reached` are the modules that a start imports. */
export function contextOf(project: PythonProject, resolver: Resolver, reached: readonly Module[]): PythonDetail {
  const { folder, pyproject, lock, requirements } = project;
  const named = new Set<string>();
  for (const module of reached) {
    for (const { expression } of module.syntax.expressions) {
      for (const e of walk(expression)) {
        const text = stringOf(e);
        const top = text === null ? "" : (text.replace(/^\.\//, "").split("/")[0] ?? "");
        if (top !== "" && (text === top || text?.includes("/")) && (folder.has(top) || folder.hasFolder(top)))
          named.add(top);
      }
    }
  }
  const sources = new Set(reached.map((m) => m.file.split("/")[0] ?? m.file));
  for (const file of folder.shipped) {
    const [top = file] = file.split("/");
    const isFolder = top !== file;
    const written =
      /^(?:logs?|data|tmp|uploads?|media)$/i.test(top) &&
      !folder.shipped.some(
        (f) => f.startsWith(`${top}/`) && !/(?:\.db|\.sqlite3?|\.log|\.gitkeep|\.gitignore)$/.test(f),
      );
    if (top.startsWith(".") || written) continue;
    if (isFolder ? named.has(top) || (dataFolders.test(top) && named.has(top)) : dataFiles.test(top)) sources.add(top);
  }
  if (hasPackage(project, "3.13", "alembic") && folder.has("alembic.ini")) {
    sources.add("alembic.ini");
    const location = /^[ \t]*script_location[ \t]*=[ \t]*(?:%\(here\)s\/)?([^\s/]+)/m.exec(
      folder.read("alembic.ini") ?? "",
    )?.[1];
    if (location !== undefined && folder.hasFolder(location)) sources.add(location);
  }
  const manifests =
    project.packageManager === "pip"
      ? (requirements?.files ?? [])
      : ["pyproject.toml", ...(lock === null ? [] : ["uv.lock"])];
  const own = pyproject?.name?.value ?? null;
  const installProject =
    project.packageManager === "uv" && pyproject?.isPackage === true && asksForItself(project, resolver, own);
  for (const manifest of manifests) sources.delete(manifest);
  return {
    project: own,
    lock: lock === null ? null : "uv.lock",
    manifests,
    sources: [...sources].sort(),
    installProject,
    buildReads: installProject
      ? [pyproject?.readme ?? null, ...(pyproject?.licenseFiles ?? [])]
          .filter((f) => f !== null && folder.has(f))
          .filter((f) => f !== null)
      : [],
    hasDevDependencies: (pyproject?.groups ?? []).some((group) => pyproject?.defaultGroups.includes(group)),
    hashed: requirements?.hashed ?? false,
    uvVersion: pyproject?.uv?.requiredVersion?.value ?? null,
    startImports: startImports(project, reached),
    ...pytestOf(project),
  };
}

/** `importlib.metadata.version("<own name>")` and the like. */
function asksForItself(project: PythonProject, resolver: Resolver, own: string | null): boolean {
  return project.modules.some((module) =>
    [...pythonCalls(module.syntax)].some(({ call }) => {
      const path = resolver.pathOf(module, call.callee) ?? "";
      if (!/^(?:importlib[._]metadata\.(?:version|metadata|distribution|entry_points)|pkg_resources\.\w+)$/.test(path))
        return false;
      const [first] = call.args;
      return stringOf(first) === own || first?.kind === "name";
    }),
  );
}

/** Imports of locked packages that happen when the application is imported. Names that differ from their package's are left out. */
function startImports(project: PythonProject, reached: readonly Module[]): string[] {
  const packages = new Set(
    project.lock === null
      ? project.dependencies.map((d) => d.requirement.name)
      : lockedNames(project, "3.13").map((p) => p.name),
  );
  const found = new Set<string>();
  for (const module of reached) {
    for (const { module: name, conditional } of module.syntax.imports) {
      const top = name.split(".")[0] ?? "";
      if (!conditional && packages.has(top.replaceAll("_", "-").toLowerCase())) found.add(top);
    }
  }
  return [...found].sort();
}
