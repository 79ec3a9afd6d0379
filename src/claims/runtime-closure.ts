import {
  normalizeName,
  npmClosure,
  readPackageLock,
  readPyproject,
  readUvLock,
  uvClosure,
} from "../formats/manifests/index.ts";
import type { Trial } from "../core/ports/trial.ts";

/** What the lock says is installed for running, without the project itself. */
export interface RuntimeClosure {
  readonly kind: "python" | "node";
  readonly lock: string;
  /** Normalised name -> versions. */
  readonly packages: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names whose absence is no fault: optional ones that do not fit this machine. */
  readonly optional: ReadonlySet<string>;
  /** The project's own name, which may be installed too. */
  readonly project: string | null;
}

/** Reads the lock in the service's folder; null where there is none that is understood. */
export async function runtimeClosure(trial: Trial): Promise<RuntimeClosure | null> {
  const { folder, files, facts } = trial;
  const read = async (file: string): Promise<string | null> =>
    (await files.exists(`${folder}/${file}`)) ? files.readText(`${folder}/${file}`) : null;
  const uv = await read("uv.lock");
  if (uv !== null) {
    const lock = readUvLock(uv).value;
    const name = readPyproject((await read("pyproject.toml")) ?? "").value?.name?.value ?? null;
    if (lock === null) return null;
    const found = uvClosure(lock, { python: facts.runtime.version, ...(name === null ? {} : { project: name }) });
    return closure("python", "uv.lock", found, [], name === null ? null : normalizeName(name));
  }
  const npm = await read("package-lock.json");
  const lock = npm === null ? null : readPackageLock(npm).value;
  if (lock === null) return null;
  const found = npmClosure(lock);
  return closure(
    "node",
    "package-lock.json",
    found,
    found.filter((one) => one.optional).map((one) => one.name),
    null,
  );
}

function closure(
  kind: RuntimeClosure["kind"],
  lock: string,
  found: readonly { readonly name: string; readonly version: string }[],
  optional: readonly string[],
  project: string | null,
): RuntimeClosure {
  const packages = new Map<string, Set<string>>();
  for (const { name, version } of found)
    packages.set(nameOf(kind, name), (packages.get(nameOf(kind, name)) ?? new Set()).add(version));
  return { kind, lock, packages, optional: new Set(optional), project };
}

/** Names as a registry compares them: Python's ignore case and the kind of dash. */
export function nameOf(kind: string, name: string): string {
  return kind === "python" ? normalizeName(name) : name;
}
