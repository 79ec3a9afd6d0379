import { existsSync } from "node:fs";
import { join } from "node:path";
import { SeaworthyError } from "../core/errors/index.ts";
import type { Engine, EngineKind } from "../core/ports/engine.ts";
import { dockerEngine } from "./docker.ts";
import { endpoints } from "./endpoints.ts";
import { EngineRefusal, type EngineOptions } from "./engine-options.ts";
import { podmanEngine } from "./podman.ts";
import { programsOnPath } from "./programs-on-path.ts";
import { dataHome } from "./setup/paths.ts";
import { realPodmans } from "./setup/podman-client.ts";

export interface DiscoverOptions extends EngineOptions {
  /** What `--engine` said; SEAWORTHY_ENGINE of `env` where absent. */
  readonly want?: string;
}

/**
 * The first engine that works, docker before podman unless one of them is asked for.
 * @throws SeaworthyError `no-engine` whose `tried` tells what each one answered; `engine-unknown` for another name
 */
export async function discoverEngine(options: DiscoverOptions): Promise<Engine> {
  const kinds = wantedKinds(options);
  const tried: string[] = [];
  for (const kind of kinds) {
    const engine = kind === "docker" ? await findDocker(options, tried) : await findPodman(options, tried);
    if (engine !== null) return engine;
  }
  throw noEngine(kinds, tried);
}

function wantedKinds(options: DiscoverOptions): readonly EngineKind[] {
  const want = options.want ?? options.env["SEAWORTHY_ENGINE"] ?? "";
  if (want === "") return ["docker", "podman"];
  if (want === "docker" || want === "podman") return [want];
  throw new SeaworthyError("engine-unknown", {
    what: `there is no engine ${JSON.stringify(want)}`,
    why: options.want === undefined ? "the variable SEAWORTHY_ENGINE names it" : "the option --engine names it",
    todo: "use docker or podman",
  });
}

async function findDocker(options: EngineOptions, tried: string[]): Promise<Engine | null> {
  const programs = programsOnPath("docker", options.env["PATH"]);
  if (programs.length === 0) {
    tried.push("docker: there is no docker client on PATH");
    return null;
  }
  const own = join(dataHome(options.env), "seaworthy", "engine", "docker.sock");
  for await (const { address, from } of endpoints(options.env, programs, options.spawn, own)) {
    const name = `docker at ${address} (${from})`;
    if (address.startsWith("unix://") && !existsSync(address.slice("unix://".length))) {
      tried.push(`${name}: there is no such socket`);
      continue;
    }
    try {
      const engine = await dockerEngine(address, programs, options);
      const ignored = tried.filter((line) => line.includes("(DOCKER_HOST)"));
      return ignored.length === 0
        ? engine
        : { ...engine, info: { ...engine.info, notes: [...ignored, ...engine.info.notes] } };
    } catch (error) {
      tried.push(`${name}: ${refusal(error)}`);
    }
  }
  return null;
}

async function findPodman(options: EngineOptions, tried: string[]): Promise<Engine | null> {
  const [program] = realPodmans(options.env);
  if (program === undefined) {
    tried.push("podman: there is no podman on PATH");
    return null;
  }
  try {
    return await podmanEngine(program, options);
  } catch (error) {
    tried.push(`podman (${program}): ${refusal(error)}`);
    return null;
  }
}

/** A refusal or an engine's error is an answer; anything else is a fault of ours. */
function refusal(error: unknown): string {
  if (error instanceof EngineRefusal) return error.message;
  if (error instanceof SeaworthyError) return [error.why, ...error.tried.slice(-1)].join(": ");
  throw error;
}

function noEngine(kinds: readonly EngineKind[], tried: readonly string[]): SeaworthyError {
  const installed = tried.some((line) => !/no docker client|no podman on PATH|no such socket/.test(line));
  return new SeaworthyError("no-engine", {
    what: `no container engine answers (${kinds.join(", ")})`,
    why: installed ? "each one that was found refused" : "none was found on this machine",
    todo: "start docker, or run `seaworthy engine up`, which sets one up for this user and asks before it installs anything",
    tried,
  });
}
