import { existsSync } from "node:fs";
import { join } from "node:path";

const names = new Set([
  ".git",
  ".seaworthy",
  ".hg",
  ".svn",
  "node_modules",
  "bower_components",
  ".venv",
  "__pycache__",
  ".tox",
  ".nox",
  ".mypy_cache",
  ".pytest_cache",
  ".ruff_cache",
  ".next",
  ".nuxt",
  ".svelte-kit",
  ".turbo",
  ".gradle",
  ".terraform",
  ".yarn",
  ".pnpm-store",
]);

/** Files that say of their folder that a tool made it and can make it again: a virtual environment, a cache such as cargo's target. */
const marks = ["pyvenv.cfg", "CACHEDIR.TAG"];

/** Whether a folder holds what tools put there by the thousand, so that it is listed and not entered. */
export function isHeavy(folder: string, name: string): boolean {
  return names.has(name) || marks.some((mark) => existsSync(join(folder, mark)));
}
