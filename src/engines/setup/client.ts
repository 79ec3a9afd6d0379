import { mkdir, readlink, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { Spawn } from "../../core/ports/process.ts";
import { dockerClient } from "../docker-client.ts";
import { programsOnPath } from "../programs-on-path.ts";
import type { EnginePaths } from "./paths.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The first docker client that can build with BuildKit: one before 23 by itself, a later one through its buildx plugin. */
export async function buildkitClient(spawn: Spawn, environment: Environment, leaveOut: string): Promise<string | null> {
  const folders = `${environment["PATH"] ?? ""}:/usr/bin:/usr/local/bin`
    .split(":")
    .filter((folder) => folder !== leaveOut);
  for (const program of programsOnPath("docker", folders.join(":"))) {
    const ask = (args: readonly string[]) => spawn({ argv: [program, ...args], env: environment, timeoutMs: 15_000 });
    const client = await dockerClient(program, ask, () => {});
    if (client !== null && client.buildkit !== null) return program;
  }
  return null;
}

/** Puts a link to a client that builds with BuildKit into the engine's bin folder; answers what to know where there is none. */
export async function prepareClient(
  paths: EnginePaths,
  spawn: Spawn,
  environment: Environment,
): Promise<string | null> {
  const link = join(paths.bin, "docker");
  const program = await buildkitClient(spawn, environment, paths.bin);
  if (program === null) {
    await rm(link, { force: true });
    return "no docker client here can build with BuildKit: install the package docker-buildx (or docker-buildx-plugin)";
  }
  if ((await readlink(link).catch(() => null)) === program) return null;
  await mkdir(paths.bin, { recursive: true, mode: 0o700 });
  const fresh = `${link}.${process.pid}`;
  await rm(fresh, { force: true });
  await symlink(program, fresh);
  await rename(fresh, link);
  return null;
}
