import { linuxEnvironment, markerHolds, type MarkerEnvironment } from "./markers.ts";
import { isTable, stringsAt, textAt, valueAt, type Reading } from "./problem.ts";
import { normalizeName } from "./requirement.ts";
import { readToml } from "./toml.ts";

export interface LockedDependency {
  readonly name: string;
  /** Set where a lock holds several versions of one package. */
  readonly version: string | null;
  readonly extras: readonly string[];
  readonly marker: string | null;
}

export interface LockedPackage {
  readonly name: string;
  readonly version: string | null;
  /** `registry`, `virtual`, `editable`, `git`, `path`, `directory`, `url`. */
  readonly source: string;
  readonly location: string;
  readonly dependencies: readonly LockedDependency[];
  readonly extras: Readonly<Record<string, readonly LockedDependency[]>>;
  readonly groups: Readonly<Record<string, readonly LockedDependency[]>>;
  readonly hasWheel: boolean;
}

export interface UvLock {
  readonly version: number;
  readonly requiresPython: string | null;
  readonly packages: readonly LockedPackage[];
}

export function readUvLock(text: string, file = "uv.lock"): Reading<UvLock> {
  const reading = readToml(text, file);
  if (reading.value === null) return reading;
  const { version, package: packages } = reading.value;
  if (typeof version !== "number")
    return { value: null, problem: { file, line: 1, says: "has no version: it is not a uv lock" } };
  return {
    problem: null,
    value: {
      version,
      requiresPython: textAt(reading.value, "requires-python"),
      packages: (Array.isArray(packages) ? packages : []).map(lockedPackage),
    },
  };
}

function lockedPackage(raw: unknown): LockedPackage {
  const source = valueAt(raw, "source");
  const [kind = "registry"] = isTable(source) ? Object.keys(source) : [];
  const wheels = valueAt(raw, "wheels");
  return {
    name: normalizeName(textAt(raw, "name") ?? ""),
    version: textAt(raw, "version"),
    source: kind,
    location: textAt(source, kind) ?? "",
    dependencies: dependencies(valueAt(raw, "dependencies")),
    extras: dependencyTable(valueAt(raw, "optional-dependencies")),
    groups: dependencyTable(valueAt(raw, "dev-dependencies")),
    hasWheel: Array.isArray(wheels) && wheels.length > 0,
  };
}

function dependencyTable(raw: unknown): Record<string, LockedDependency[]> {
  return isTable(raw) ? Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, dependencies(value)])) : {};
}

function dependencies(raw: unknown): LockedDependency[] {
  return (Array.isArray(raw) ? raw : []).map((item) => ({
    name: normalizeName(textAt(item, "name") ?? ""),
    version: textAt(item, "version"),
    extras: stringsAt(item, "extra").map(normalizeName),
    marker: textAt(item, "marker"),
  }));
}

/** The locked project itself: the root (`.`) package, or the one of that name. */
export function lockedProject(lock: UvLock, name?: string): LockedPackage | undefined {
  const wanted = name === undefined ? undefined : normalizeName(name);
  return (
    lock.packages.find((p) => p.name === wanted) ??
    lock.packages.find((p) => (p.source === "virtual" || p.source === "editable") && p.location === ".")
  );
}

export interface ClosureOptions {
  readonly project?: string;
  readonly python: string;
  readonly extras?: readonly string[];
  /** Dependency groups to walk too; none for what is shipped. */
  readonly groups?: readonly string[];
  readonly machine?: string;
}

/** What `uv sync` installs for a project on Linux: its dependencies and theirs, without the project itself. Sorted by name. */
export function uvClosure(
  lock: UvLock,
  options: ClosureOptions,
): readonly { readonly name: string; readonly version: string }[] {
  const environment: MarkerEnvironment = linuxEnvironment(options.python, options.machine);
  const project = lockedProject(lock, options.project);
  if (project === undefined) return [];
  const seen = new Set<string>();
  const found = new Map<string, string>();
  const queue: { of: LockedPackage; extras: readonly string[] }[] = [{ of: project, extras: options.extras ?? [] }];
  const follow = (list: readonly LockedDependency[], active: readonly string[]): void => {
    for (const dependency of list) {
      if (!markerHolds(dependency.marker, environment, active)) continue;
      const target = lock.packages.find(
        (p) => p.name === dependency.name && (dependency.version === null || p.version === dependency.version),
      );
      if (target !== undefined) queue.push({ of: target, extras: dependency.extras });
    }
  };
  for (const group of options.groups ?? []) follow(project.groups[group] ?? [], []);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const key = `${next.of.name} ${next.of.version ?? ""} ${next.extras.join(",")}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (next.of !== project && next.of.version !== null) found.set(next.of.name, next.of.version);
    follow(next.of.dependencies, next.extras);
    for (const extra of next.extras) follow(next.of.extras[extra] ?? [], next.extras);
  }
  return [...found].map(([name, version]) => ({ name, version })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
