import type { Engine, EngineInfo } from "../core/ports/engine.ts";
import type { Output } from "../core/ports/process.ts";
import { buildkitSteps, sequentialSteps } from "./build-steps.ts";
import { Cli } from "./cli.ts";
import { dockerClient, dockerServer, type DockerClient } from "./docker-client.ts";
import { dockerLike, type Dialect } from "./docker-like.ts";
import { EngineRefusal, type EngineOptions } from "./engine-options.ts";
import { Json } from "./json.ts";
import { atLeast } from "./version.ts";
import { lastLine } from "./last-line.ts";

const largestHistory = 16 * 1024 * 1024;

/**
 * The docker engine at an endpoint such as `unix:///var/run/docker.sock`, by the first client that works with it and can
 * build with BuildKit; by one that cannot where there is no other.
 * @throws EngineRefusal that tells what the endpoint answered to each client
 */
export async function dockerEngine(
  endpoint: string,
  programs: readonly string[],
  options: EngineOptions,
): Promise<Engine> {
  const { spawn } = options;
  const env = {
    ...options.env,
    DOCKER_HOST: endpoint,
    DOCKER_CONTEXT: undefined,
    DOCKER_BUILDKIT: "1",
    BUILDKIT_PROGRESS: "plain",
    // The endpoint's own builder: another one chosen by the user keeps its images to itself.
    BUILDX_BUILDER: undefined,
    BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
    DOCKER_CLI_HINTS: "false",
  };
  const refusals: string[] = [];
  const passedOver: string[] = [];
  let classic: Asked | null = null;
  for (const program of programs) {
    const ask = (args: readonly string[]): Promise<Output> =>
      spawn({ argv: [program, ...args], env, timeoutMs: 15_000 });
    // Each question is a process, so all are asked at once; the next client only where this one does not do.
    const [client, answer, security] = await Promise.all([
      dockerClient(program, ask, (line) => refusals.push(line)),
      dockerServer(ask),
      ask(["info", "--format", "{{json .SecurityOptions}}"]),
    ]);
    if (client === null) continue;
    if ("refusal" in answer) {
      refusals.push(answer.refusal);
      continue;
    }
    if (security.exitCode !== 0) {
      refusals.push(lastLine(security.stderr) || `docker info ends with ${security.exitCode}`);
      continue;
    }
    const asked = { client, server: answer.server, rootless: security.stdout.includes("rootless") };
    if (client.buildkit !== null) return assemble(asked, endpoint, env, options, passedOver);
    passedOver.push(`the client ${program} ${client.version} has no buildx plugin and so no BuildKit`);
    classic ??= asked;
  }
  if (classic !== null) return assemble(classic, endpoint, env, options, passedOver);
  throw new EngineRefusal([...new Set(refusals)].join("; ") || "there is no docker client on PATH");
}

/** What a client and the server behind it say of themselves. */
interface Asked {
  readonly client: DockerClient;
  readonly server: Json;
  readonly rootless: boolean;
}

function assemble(
  { client, server, rootless }: Asked,
  endpoint: string,
  env: Readonly<Record<string, string | undefined>>,
  options: EngineOptions,
  passedOver: readonly string[],
): Engine {
  const buildkit = client.buildkit !== null;
  const environment = buildkit ? env : { ...env, DOCKER_BUILDKIT: "0" };
  const cli = new Cli({
    program: client.program,
    name: "docker",
    global: [],
    env: environment,
    spawn: options.spawn,
    ping: ["version", "--format", "{{.Server.Version}}"],
  });
  const version = server.at("Version").text;
  const notes = [...passedOver];
  if (!buildkit) {
    notes.push(
      "builds use the classic builder: no cache mounts, secrets or heredocs; install the docker-buildx plugin",
    );
  } else if (passedOver.length > 0) {
    notes.push(`the client ${client.program} ${client.version} is used instead`);
  }
  const info: EngineInfo = {
    kind: "docker",
    clientVersion: client.version,
    serverVersion: version,
    builder: buildkit ? "buildkit" : "classic",
    endpoint,
    rootless,
    platform: `${server.at("Os").text}/${server.at("Arch").text}`,
    notes,
    // BuildKit 0.10 reads heredocs without a syntax line; docker 23 brought it.
    heredocs: buildkit && atLeast(version, 23, 0),
    environment: { DOCKER_HOST: endpoint, DOCKER_BUILDKIT: buildkit ? "1" : "0" },
  };
  return dockerLike(cli, info, dockerDialect(buildkit), options.files);
}

function dockerDialect(buildkit: boolean): Dialect {
  return {
    build: {
      always: [],
      secrets: buildkit,
      reader: buildkit ? buildkitSteps : sequentialSteps,
      fileFlag: (path) => path,
      afterEnded: null,
      namesBoundInputs: false,
    },
    run: {
      always: [],
      tmpfs: (path, options) => ["--tmpfs", options === "" ? path : `${path}:${options}`],
      readOnly: () => ["--read-only"],
      init: ["--init"],
    },
    healthFlags: null,
    ownChange: null,
    beforeState: null,
    removeNow: [],
    archive: [],
    storedName: (tag) => tag,
    async history(cli, reference) {
      const args = ["history", "--no-trunc", "--human=false", "--format", "{{json .}}", reference];
      const text = await cli.must(args, { keepBytes: largestHistory });
      return text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => Json.parse(line))
        .map((row) => ({ createdBy: row.at("CreatedBy").text, size: Number(row.at("Size").text) || 0 }))
        .reverse();
    },
  };
}
