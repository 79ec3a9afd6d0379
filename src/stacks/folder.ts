import type { FileTree } from "../core/ports/host.ts";

/** Folders that are never part of a running application; what is in them is not read. */
const left = new Set([
  "node_modules",
  ".git",
  ".venv",
  "venv",
  "env",
  "__pycache__",
  ".tox",
  ".nox",
  ".mypy_cache",
  ".ruff_cache",
  ".pytest_cache",
  ".idea",
  ".vscode",
  ".github",
  ".cache",
  "dist",
  "build",
  "out",
  "coverage",
  "site-packages",
  ".next",
  ".turbo",
  ".yarn",
]);
/** Folders of a service that do not run in production. */
const notShipped = new Set([
  "test",
  "tests",
  "__tests__",
  "e2e",
  "spec",
  "docs",
  "doc",
  "example",
  "examples",
  "fixtures",
  "bench",
  "benchmarks",
  "cypress",
  "playwright",
  "stories",
  "__mocks__",
]);

/** The files of one service, with paths relative to its folder. */
export interface Folder {
  /** Relative to the tree's root; `.` for the root. */
  readonly path: string;
  /** The folder's own name. */
  readonly name: string;
  /** All files but those of tools, dependencies and build output, sorted. */
  readonly files: readonly string[];
  /** Files without those of tests, documentation and examples. */
  readonly shipped: readonly string[];
  read(path: string): string | null;
  has(path: string): boolean;
  hasFolder(path: string): boolean;
  problem(path: string): string | null;
}

export function folderOf(tree: FileTree, path: string, excluded: readonly string[]): Folder {
  const prefix = path === "." ? "" : `${path}/`;
  const inside = tree.entries.filter(
    (e) => e.path.startsWith(prefix) && !excluded.some((x) => e.path.startsWith(`${x}/`)),
  );
  const files = inside
    .filter((e) => e.kind === "file" || e.kind === "symlink")
    .map((e) => e.path.slice(prefix.length))
    .filter((file) => !isLeft(file));
  const names = new Set(files);
  const folders = new Set(inside.filter((e) => e.kind === "directory").map((e) => e.path.slice(prefix.length)));
  for (const file of files)
    for (let at = file.lastIndexOf("/"); at > 0; at = file.lastIndexOf("/", at - 1)) folders.add(file.slice(0, at));
  const root = tree.root.replace(/[\\/]+$/, "");
  const full = path === "." ? root : path;
  return {
    path,
    name: full.slice(Math.max(full.lastIndexOf("/"), full.lastIndexOf("\\")) + 1) || "app",
    files,
    shipped: files.filter((file) => !isUnshipped(file)),
    read: (file) => (names.has(file) ? tree.read(prefix + file) : null),
    has: (file) => names.has(file),
    hasFolder: (folder) => folders.has(folder),
    problem: (file) => tree.problem(prefix + file),
  };
}

export function isLeft(path: string): boolean {
  return path
    .split("/")
    .slice(0, -1)
    .some((part) => left.has(part) || part.endsWith(".egg-info"));
}

export function isUnshipped(path: string): boolean {
  const parts = path.split("/");
  const file = parts.pop() ?? "";
  if (parts.some((part) => notShipped.has(part.toLowerCase()))) return true;
  return /^(?:test_.*|.*_test|conftest)\.py$|\.(?:test|spec|stories)\.[cm]?[jt]sx?$/.test(file);
}
