import type { ChangedPath } from "../core/ports/engine.ts";

/** Folders into which podman puts files of its own at a start (/etc/mtab, /etc/hosts, /run/.containerenv). */
const own = new Set(["/", "/etc", "/run"]);

/** Podman's diff leaves those files out and still says that their folder changed. What an application puts there is listed itself. */
export function podmanOwnChange(change: ChangedPath, all: readonly ChangedPath[]): boolean {
  if (change.kind !== "changed" || !own.has(change.path)) return false;
  const prefix = change.path === "/" ? "/" : `${change.path}/`;
  return !all.some((other) => other !== change && other.path.startsWith(prefix) && !own.has(other.path));
}
