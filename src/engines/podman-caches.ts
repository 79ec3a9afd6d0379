import { lstatSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { dataHome } from "./setup/paths.ts";
import { atLeast } from "./version.ts";

/** What podman's environment has to say so that builds find caches that this user may write; empty where nothing. */
export interface PodmanCaches {
  readonly environment: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** Where buildah keeps what it needs for a while, and the caches of builds. */
export function podmanTemporary(environment: Readonly<Record<string, string | undefined>>): string {
  return environment["TMPDIR"] ?? "/var/tmp";
}

const nothing: PodmanCaches = { environment: {}, notes: [] };

/**
 * Buildah before podman 5 keeps the caches of `RUN --mount=type=cache` in one folder for all users of a machine, below
 * the one for temporary files: whoever comes second cannot write there, and a build fails within the cache. So where that
 * folder is another's, this user gets one of their own.
 */
export function podmanCaches(
  version: string,
  environment: Readonly<Record<string, string | undefined>>,
  ownerOf: (path: string) => number | null = owner,
  make: (path: string) => void = (path) => void mkdirSync(path, { recursive: true, mode: 0o700 }),
): PodmanCaches {
  const uid = process.getuid?.();
  if (uid === undefined || atLeast(version, 5, 0)) return nothing;
  const shared = join(podmanTemporary(environment), "buildah-cache");
  const there = ownerOf(shared);
  if (there === null || there === uid) return nothing;
  const own = join(dataHome(environment), "seaworthy", "podman");
  try {
    make(own);
  } catch {
    return {
      environment: {},
      notes: [`${shared} is another user's, and ${own} cannot be made: cache mounts may fail`],
    };
  }
  return {
    environment: { TMPDIR: own },
    notes: [`build caches lie in ${own}: ${shared} is another user's`],
  };
}

function owner(path: string): number | null {
  try {
    return lstatSync(path).uid;
  } catch {
    return null;
  }
}
