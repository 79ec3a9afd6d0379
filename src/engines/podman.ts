import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import type { Engine, EngineInfo } from "../core/ports/engine.ts";
import { sequentialSteps } from "./build-steps.ts";
import { Cli } from "./cli.ts";
import { csvField } from "./csv-field.ts";
import { dockerLike, type Dialect } from "./docker-like.ts";
import { EngineRefusal, type EngineOptions } from "./engine-options.ts";
import { Json } from "./json.ts";
import { podmanCaches, podmanTemporary } from "./podman-caches.ts";
import { podmanHealth } from "./podman-health.ts";
import { podmanHealthFlags } from "./podman-health-flags.ts";
import { podmanHost, readHostFacts, type PodmanHost } from "./podman-host.ts";
import { podmanOwnChange } from "./podman-own-change.ts";
import { podmanReadOnly } from "./podman-read-only.ts";
import { podmanTmpfs } from "./podman-tmpfs.ts";
import { removeBuildLeftovers } from "./podman-leftovers.ts";
import { fullName } from "./stored-name.ts";
import { atLeast } from "./version.ts";
import { lastLine } from "./last-line.ts";

const ping = ["version", "--format", "{{.Client.Version}}"];

/** What a podman says of itself, and what it must be told on this host. */
export interface PodmanFacts {
  readonly said: Json;
  readonly version: string;
  readonly rootless: boolean;
  readonly host: PodmanHost;
}

/** @throws EngineRefusal where it does not answer or is older than 4.3 */
export async function podmanFacts(
  program: string,
  options: Pick<EngineOptions, "spawn" | "env">,
): Promise<PodmanFacts> {
  const { spawn, env } = options;
  const first = new Cli({ program, name: "podman", global: [], env, spawn, ping });
  const answer = await first.run(["info", "--format", "json"], { timeoutMs: 30_000 });
  if (answer.exitCode !== 0) {
    throw new EngineRefusal(answer.timedOut ? "podman info did not answer in 30 s" : lastLine(answer.stderr));
  }
  const said = Json.parse(answer.stdout);
  const version = said.at("version", "Version").text;
  if (!atLeast(version, 4, 3)) throw new EngineRefusal(`podman ${version} is older than 4.3`);
  const rootless = said.at("host", "security", "rootless").truth;
  const host = podmanHost(readHostFacts(rootless, said.at("host", "ociRuntime", "name").text, version, env["PATH"]));
  return { said, version, rootless, host };
}

/**
 * Podman by its command line.
 * @throws EngineRefusal where it does not answer or is older than 4.3
 */
export async function podmanEngine(program: string, options: EngineOptions): Promise<Engine> {
  const { spawn, files } = options;
  // Podman 5 warns of control groups v1 on stderr, where it would stand among a container's own lines.
  const quiet: EngineOptions["env"] = { ...options.env, PODMAN_IGNORE_CGROUPSV1_WARNING: "1" };
  const { said, version, rootless, host } = await podmanFacts(program, { spawn, env: quiet });
  const caches = podmanCaches(version, quiet);
  const env: EngineOptions["env"] = { ...quiet, ...caches.environment };
  const info: EngineInfo = {
    kind: "podman",
    clientVersion: version,
    serverVersion: version,
    builder: "buildah",
    endpoint: said.at("host", "serviceIsRemote").truth
      ? `unix://${said.at("host", "remoteSocket", "path").text}`
      : "local",
    rootless,
    platform: `${said.at("host", "os").text}/${said.at("host", "arch").text}`,
    notes: [...host.notes, ...(seesBoundInputs(version) ? [] : [staleSteps]), ...caches.notes],
    // buildah 1.33, which podman 4.8 brought.
    heredocs: atLeast(version, 4, 8),
    environment: caches.environment,
  };
  const cli = new Cli({ program, name: "podman", global: host.global, env, spawn, ping, ...quietFolder });
  return withFreshArchive(dockerLike(cli, info, podmanDialect(host, version, podmanTemporary(env)), files));
}

/** Podman's monitor leaves a file `oom` in the folder that it was started in; it cannot in /proc. */
const quietFolder = existsSync("/proc/self") ? { cwd: "/proc" } : {};

/** Buildah 1.38, which podman 5.3 brought, counts the content of bound files to a step's cache key. */
function seesBoundInputs(version: string): boolean {
  return atLeast(version, 5, 3);
}

const staleSteps =
  "before 5.3 a typed `podman build` reuses a RUN although a file changed that it binds from the context (--mount=type=bind); builds by seaworthy do not, a typed one needs --no-cache";

function podmanDialect(host: PodmanHost, version: string, temporary: string): Dialect {
  return {
    build: {
      // OCI images have no place for a health check.
      always: ["--format", "docker", ...host.ulimits],
      secrets: true,
      reader: sequentialSteps,
      fileFlag: csvField,
      afterEnded: (cli, began) => removeBuildLeftovers(cli, began, temporary),
      namesBoundInputs: !seesBoundInputs(version),
    },
    run: {
      // Docker adds no line to /etc/passwd for a user that the image does not know.
      always: ["--passwd=false", ...host.ulimits],
      tmpfs: podmanTmpfs,
      readOnly: podmanReadOnly,
      init: host.init,
    },
    healthFlags: podmanHealthFlags,
    ownChange: podmanOwnChange,
    beforeState: host.systemd ? null : podmanHealth(),
    removeNow: ["-t", "0"],
    archive: ["--format", "docker-archive"],
    storedName: fullName,
    async history(cli, reference) {
      const text = await cli.must(["history", "--no-trunc", "--format", "json", reference]);
      return Json.parse(text)
        .items.map((row) => ({ createdBy: row.at("CreatedBy").text, size: row.at("size").number }))
        .reverse();
    },
  };
}

/** Podman refuses to write an archive over one that is there. */
function withFreshArchive(engine: Engine): Engine {
  return {
    ...engine,
    async save(reference, file, signal) {
      await rm(file, { force: true });
      await engine.save(reference, file, signal);
    },
  };
}
