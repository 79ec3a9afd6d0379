import { readPackageJson, readPackageLock, readUvLock } from "../formats/manifests/index.ts";
import type { Trial } from "../core/ports/trial.ts";

/** A change of a manifest that makes its lock file stale. */
export interface StaleLock {
  readonly file: string;
  readonly text: string;
  readonly lock: string;
  /** Words of which the failing build must say one. */
  readonly names: readonly string[];
}

/** Answers null where there is no lock file. The lock is left as it is, as somebody would who forgot to write it. */
export async function staleLock(trial: Trial): Promise<StaleLock | null> {
  const has = (file: string): Promise<boolean> => trial.files.exists(`${trial.folder}/${file}`);
  const read = (file: string): Promise<string> => trial.files.readText(`${trial.folder}/${file}`);
  if (await has("uv.lock")) return staleUv(await read("pyproject.toml"), await read("uv.lock"));
  if (await has("package-lock.json")) return staleNpm(await read("package.json"), await read("package-lock.json"));
  return null;
}

/** A package that is locked as somebody else's dependency becomes a direct one: nothing new has to be fetched to see it. */
function staleUv(manifest: string, lock: string): StaleLock | null {
  const table = /^dependencies\s*=\s*\[/m.exec(manifest);
  const declared = new Set(
    [...manifest.matchAll(/["']([A-Za-z0-9._-]+)/g)].map((match) => (match[1] ?? "").toLowerCase()),
  );
  const locked = readUvLock(lock).value?.packages.find(
    (one) => one.source === "registry" && one.version !== null && !declared.has(one.name),
  );
  if (table === null || locked === undefined) return null;
  const at = table.index + table[0].length;
  const text = `${manifest.slice(0, at)}\n    "${locked.name}",${manifest.slice(at)}`;
  return { file: "pyproject.toml", text, lock: "uv.lock", names: ["uv.lock", "lockfile", "--locked"] };
}

/** A locked package is asked for in a version that the lock does not hold. */
function staleNpm(manifest: string, lock: string): StaleLock | null {
  if (readPackageJson(manifest).value === null) return null;
  const raw: unknown = JSON.parse(manifest);
  if (typeof raw !== "object" || raw === null || !("dependencies" in raw)) return null;
  const { dependencies } = raw;
  if (typeof dependencies !== "object" || dependencies === null) return null;
  const [name] = Object.keys(dependencies);
  const module = readPackageLock(lock).value?.modules.find((one) => one.path === `node_modules/${name}`);
  if (name === undefined || module === undefined) return null;
  const text = JSON.stringify({ ...raw, dependencies: { ...dependencies, [name]: `<${module.version}` } }, null, 2);
  return { file: "package.json", text, lock: "package-lock.json", names: ["package-lock.json", "lock file", name] };
}
