import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Spawn } from "../../core/ports/process.ts";
import { podmanFacts } from "../podman.ts";
import type { PodmanHost } from "../podman-host.ts";
import { programsOnPath } from "../programs-on-path.ts";
import { quote } from "../../core/quote.ts";
import type { ShellEnvironment } from "./env.ts";
import { dataHome } from "./paths.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where `docker` and `podman` are this program's own scripts. */
function scriptFolder(environment: Environment): string {
  return join(dataHome(environment), "seaworthy", "engine", "bin", "podman");
}

/** The podmans on PATH but for the script written here, which stands before the one that it runs. */
export function realPodmans(environment: Environment): readonly string[] {
  const own = scriptFolder(environment);
  return programsOnPath("podman", environment["PATH"]).filter((program) => dirname(program) !== own);
}

/** A shell script that runs podman with what this host needs; builds keep their health check, as docker's do. */
export function podmanScript(program: string, host: Pick<PodmanHost, "global" | "ulimits">): string {
  const start = quote([program, ...host.global]);
  const limits = quote(host.ulimits);
  return `#!/bin/sh
# Docker's words, done by podman with what this host needs. Written by seaworthy engine env.
export PODMAN_IGNORE_CGROUPSV1_WARNING=1
case \${1-} in
  build) shift; exec ${start} build --format docker ${limits} "$@" ;;
  run | create) word=$1; shift; exec ${start} "$word" ${limits} "$@" ;;
  buildx) if [ "\${2-}" = build ]; then shift 2; exec ${start} build --format docker ${limits} "$@"; fi ;;
esac
exec ${start} "$@"
`;
}

/** The settings of a shell in which `docker` and `podman`, typed plainly, are the podman that seaworthy uses. */
export async function podmanEnv(options: { spawn: Spawn; environment: Environment }): Promise<ShellEnvironment> {
  const { spawn, environment } = options;
  const [program] = realPodmans(environment);
  if (program === undefined)
    return { variables: { SEAWORTHY_ENGINE: "podman" }, pathPrefix: null, note: "there is no podman on PATH" };
  const { host } = await podmanFacts(program, { spawn, env: environment });
  const folder = scriptFolder(environment);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of ["docker", "podman"]) {
    const fresh = join(folder, `${name}.${process.pid}`);
    await writeFile(fresh, podmanScript(program, host), { mode: 0o755 });
    await rename(fresh, join(folder, name));
  }
  return { variables: { SEAWORTHY_ENGINE: "podman" }, pathPrefix: folder, note: null };
}
