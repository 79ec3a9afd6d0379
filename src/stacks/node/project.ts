import {
  readPackageJson,
  readPackageLock,
  readTsconfig,
  type ManifestProblem,
  type PackageJson,
  type PackageLock,
  type Tsconfig,
} from "../../formats/manifests/index.ts";
import { readJavaScriptModule, type JavaScriptModule } from "../../formats/javascript/index.ts";
import type { Folder } from "../folder.ts";

export interface Script {
  readonly file: string;
  readonly syntax: JavaScriptModule;
}

/** Everything of a Node service that was read, before any conclusion. */
export interface NodeProject {
  readonly folder: Folder;
  readonly manifest: PackageJson;
  readonly lock: PackageLock | null;
  readonly lockFile: string | null;
  readonly packageManager: "npm" | "pnpm" | "yarn" | "bun";
  readonly tsconfig: Tsconfig | null;
  readonly scripts: readonly Script[];
  readonly problems: readonly ManifestProblem[];
}

const scriptLimit = 3000;

const known = new WeakMap<Folder, NodeProject | { readonly problem: ManifestProblem } | null>();

/** Reads a folder once: several stacks look at the same project. */
export function readNodeProject(folder: Folder): NodeProject | { readonly problem: ManifestProblem } | null {
  const before = known.get(folder);
  if (before !== undefined) return before;
  const project = readAnew(folder);
  known.set(folder, project);
  return project;
}

function readAnew(folder: Folder): NodeProject | { readonly problem: ManifestProblem } | null {
  const text = folder.read("package.json");
  if (text === null) return null;
  const reading = readPackageJson(text);
  if (reading.value === null) return { problem: reading.problem };
  const problems: ManifestProblem[] = [];
  const keep = <T>(found: { value: T; problem: null } | { value: null; problem: ManifestProblem }): T | null => {
    if (found.problem !== null) problems.push(found.problem);
    return found.value;
  };
  const lockFile = ["package-lock.json", "npm-shrinkwrap.json"].find((file) => folder.has(file)) ?? null;
  const lockText = lockFile === null ? null : folder.read(lockFile);
  const tsText = folder.read("tsconfig.build.json") ?? folder.read("tsconfig.json");
  const scripts = folder.shipped
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !/\.d\.[cm]?ts$|\.min\.js$/.test(file))
    .slice(0, scriptLimit)
    .flatMap((file): Script[] => {
      const source = folder.read(file);
      if (source === null) return [];
      const syntax = readJavaScriptModule(source, file);
      const [line] = syntax.problems;
      if (line !== undefined)
        problems.push({ file, line, says: "does not parse here; what could be read around it was" });
      return [{ file, syntax }];
    });
  return {
    folder,
    manifest: reading.value,
    lock: lockText === null || lockFile === null ? null : keep(readPackageLock(lockText, lockFile)),
    lockFile,
    packageManager: managerOf(folder, reading.value, lockFile),
    tsconfig:
      tsText === null
        ? null
        : keep(readTsconfig(tsText, folder.has("tsconfig.build.json") ? "tsconfig.build.json" : "tsconfig.json")),
    scripts,
    problems,
  };
}

function managerOf(folder: Folder, manifest: PackageJson, lockFile: string | null): "npm" | "pnpm" | "yarn" | "bun" {
  if (lockFile !== null) return "npm";
  if (folder.has("pnpm-lock.yaml")) return "pnpm";
  if (folder.has("yarn.lock")) return "yarn";
  if (folder.has("bun.lock") || folder.has("bun.lockb")) return "bun";
  const named = manifest.packageManager?.value.split("@")[0];
  return named === "pnpm" || named === "yarn" || named === "bun" ? named : "npm";
}

/** The script that a relative import names, with the endings that TypeScript and Node allow. */
export function scriptAt(project: NodeProject, from: string, specifier: string): Script | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  const path = parts.join("/");
  const bare = path.replace(/\.[cm]?jsx?$/, "");
  const names = [
    path,
    ...[".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".jsx"].flatMap((end) => [
      `${bare}${end}`,
      `${path}${end}`,
    ]),
    ...[".ts", ".js", ".mjs"].map((end) => `${path}/index${end}`),
  ];
  return project.scripts.find((s) => names.includes(s.file));
}
