import { readJson } from "./json.ts";
import { isTable, stringsAt, textAt, valueAt, type Reading } from "./problem.ts";

export interface LockedModule {
  /** Where npm puts it, such as `node_modules/a/node_modules/b`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly dev: boolean;
  readonly optional: boolean;
  readonly hasInstallScript: boolean;
}

export interface PackageLock {
  readonly lockfileVersion: number;
  readonly modules: readonly LockedModule[];
}

/** Reads package-lock.json (and npm-shrinkwrap.json) of versions 2 and 3; version 1 is named as a problem. */
export function readPackageLock(text: string, file = "package-lock.json"): Reading<PackageLock> {
  const reading = readJson(text, file);
  if (reading.value === null) return reading;
  const root = reading.value.value;
  const lockfileVersion = valueAt(root, "lockfileVersion");
  const packages = valueAt(root, "packages");
  if (typeof lockfileVersion !== "number" || !isTable(packages)) {
    return {
      value: null,
      problem: {
        file,
        line: 1,
        says: "is a lock of version 1: `npm install --package-lock-only` with npm 7 or later rewrites it",
      },
    };
  }
  const modules = Object.entries(packages).flatMap(([path, raw]): LockedModule[] => {
    const version = textAt(raw, "version");
    if (path === "" || version === null || valueAt(raw, "link") === true || !fitsLinux(raw)) return [];
    return [
      {
        path,
        name: textAt(raw, "name") ?? path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
        version,
        dev: valueAt(raw, "dev") === true || valueAt(raw, "devOptional") === true,
        optional: valueAt(raw, "optional") === true,
        hasInstallScript: valueAt(raw, "hasInstallScript") === true,
      },
    ];
  });
  return { problem: null, value: { lockfileVersion, modules } };
}

function fitsLinux(raw: unknown): boolean {
  const allows = (key: string, value: string): boolean => {
    const list = stringsAt(raw, key);
    return (
      list.length === 0 ||
      (list.some((item) => !item.startsWith("!")) ? list.includes(value) : !list.includes(`!${value}`))
    );
  };
  return allows("os", "linux") && allows("libc", "glibc");
}

/** What `npm ci --omit=dev` installs on Linux, sorted by path. Optional ones may be absent where their `cpu` does not fit. */
export function npmClosure(lock: PackageLock): readonly LockedModule[] {
  return lock.modules.filter((module) => !module.dev).sort((a, b) => (a.path < b.path ? -1 : 1));
}
