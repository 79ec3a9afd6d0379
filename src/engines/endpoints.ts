import { homedir } from "node:os";
import { join } from "node:path";
import type { Spawn } from "../core/ports/process.ts";
import { Json } from "./json.ts";

/** A place where a docker engine may answer, and what named it. */
export interface Endpoint {
  readonly address: string;
  readonly from: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Places in the order of preference: what the user said, then contexts, then the usual sockets, then seaworthy's own.
 * Contexts cost a process, so they are asked for only when what the user said does not do.
 */
export async function* endpoints(
  env: Env,
  programs: readonly string[],
  spawn: Spawn,
  privateSocket: string,
): AsyncGenerator<Endpoint> {
  const home = env["HOME"] ?? homedir();
  const runtime = env["XDG_RUNTIME_DIR"];
  const sockets = [
    "/var/run/docker.sock",
    ...(runtime === undefined ? [] : [join(runtime, "docker.sock")]),
    join(home, ".docker", "run", "docker.sock"),
    join(home, ".docker", "desktop", "docker.sock"),
    join(home, ".colima", "default", "docker.sock"),
    join(home, ".config", "colima", "default", "docker.sock"),
    join(home, ".orbstack", "run", "docker.sock"),
    join(home, ".rd", "docker.sock"),
  ];
  const host = env["DOCKER_HOST"];
  if (host !== undefined && host !== "") yield { address: host, from: "DOCKER_HOST" };
  const all: Endpoint[] = [];
  const [program] = programs;
  if (program !== undefined) all.push(...(await contexts(program, spawn, env)));
  all.push(...sockets.map((path) => ({ address: `unix://${path}`, from: "socket" })));
  all.push({ address: `unix://${privateSocket}`, from: "seaworthy's own engine" });
  const seen = new Set([host]);
  for (const one of all) {
    if (seen.has(one.address)) continue;
    seen.add(one.address);
    yield one;
  }
}

/** Docker contexts, the current one first. DOCKER_HOST is taken away, for it would hide them. */
async function contexts(program: string, spawn: Spawn, env: Env): Promise<Endpoint[]> {
  const output = await spawn({
    argv: [program, "context", "ls", "--format", "{{json .}}"],
    env: { ...env, DOCKER_HOST: undefined },
    timeoutMs: 10_000,
  });
  if (output.exitCode !== 0) return [];
  const found: (Endpoint & { readonly current: boolean })[] = [];
  for (const line of output.stdout.split("\n")) {
    if (!line.startsWith("{")) continue;
    const context = Json.parse(line);
    const address = context.at("DockerEndpoint").text;
    if (address === "") continue;
    found.push({ address, from: `docker context ${context.at("Name").text}`, current: context.at("Current").truth });
  }
  return found.sort((a, b) => Number(b.current) - Number(a.current)).map(({ address, from }) => ({ address, from }));
}
