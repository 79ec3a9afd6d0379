import type { Output } from "./process.ts";

export type EngineKind = "docker" | "podman";
export type Builder = "buildkit" | "classic" | "buildah";

/** What is known of an engine before it is used. */
export interface EngineInfo {
  readonly kind: EngineKind;
  readonly clientVersion: string;
  readonly serverVersion: string;
  readonly builder: Builder;
  /** How it is reached, such as `unix:///run/docker.sock`. */
  readonly endpoint: string;
  readonly rootless: boolean;
  /** `linux/amd64`, … */
  readonly platform: string;
  /** What it lacks or needs care for, in words, such as a client without buildx. */
  readonly notes: readonly string[];
  /** Whether `RUN <<EOF` works. */
  readonly heredocs: boolean;
  /** Whether an image registry answered; base images are local stand-ins otherwise. Undefined when not asked. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface BuildRequest {
  readonly context: string;
  /** Path of the Dockerfile, absolute or relative to the context; its text may be given instead. */
  readonly dockerfile?: string;
  readonly dockerfileText?: string;
  readonly tag: string;
  readonly target?: string;
  readonly noCache?: boolean;
  readonly network?: "none" | "default";
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Secret id -> file on the host. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export interface BuildStep {
  /** The instruction as the builder printed it, such as `RUN uv sync --locked`. */
  readonly name: string;
  readonly cached: boolean;
  readonly seconds: number;
}

export interface BuildResult {
  readonly output: Output;
  readonly ok: boolean;
  /** The image id (`sha256:…`) where the build succeeded. */
  readonly imageId: string | null;
  /** The image itself, where the engine was asked for it already. */
  readonly image?: ImageInfo | null;
  readonly steps: readonly BuildStep[];
}

/** An image's configuration and layers, as the engine tells them. */
export interface ImageInfo {
  readonly id: string;
  readonly tags: readonly string[];
  readonly repoDigests: readonly string[];
  /** Bytes, uncompressed, all layers. */
  readonly size: number;
  readonly user: string;
  readonly env: readonly string[];
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly workdir: string;
  readonly exposed: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly healthcheck: readonly string[] | null;
  readonly stopSignal: string | null;
  readonly layers: readonly string[];
  /** Each layer's files as a folder of the engine's machine, the base's first; empty where the engine has no such folders. */
  readonly layerFolders: readonly string[];
  readonly platform: string;
}

/** One row of an image's history, oldest first. */
export interface HistoryEntry {
  readonly createdBy: string;
  readonly size: number;
}

/** Whole seconds; absent ones stay as the image has them. */
export interface HealthTiming {
  readonly intervalSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly startPeriodSeconds?: number;
  readonly retries?: number;
}

export interface RunRequest {
  readonly image: string;
  readonly name?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly network?: string;
  readonly networkAliases?: readonly string[];
  /** Name -> address, for the container's hosts file. */
  readonly hosts?: Readonly<Record<string, string>>;
  /** Container port -> host port; 0 asks for a free one on 127.0.0.1. */
  readonly publish?: Readonly<Record<number, number>>;
  readonly publishAddress?: string;
  readonly user?: string;
  readonly readOnly?: boolean;
  /** Path -> options such as `uid=10001,gid=10001`. */
  readonly tmpfs?: Readonly<Record<string, string>>;
  /** Named volume -> path in the container. */
  readonly volumes?: Readonly<Record<string, string>>;
  /** Host path -> path in the container, read-only. */
  readonly bindsReadOnly?: Readonly<Record<string, string>>;
  readonly capDrop?: readonly string[];
  readonly capAdd?: readonly string[];
  readonly noNewPrivileges?: boolean;
  readonly memoryBytes?: number;
  readonly noHealthcheck?: boolean;
  readonly init?: boolean;
  /** Over the timing of the image's own health check; its command stays. */
  readonly health?: HealthTiming;
  /** Container whose processes this one sees and may signal (`--pid container:ID`). */
  readonly pidOf?: string;
  /** Container whose network this one shares (`--network container:ID`); stands in place of `network`. */
  readonly networkOf?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface ContainerState {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly status: "created" | "running" | "paused" | "restarting" | "exited" | "dead";
  readonly exitCode: number | null;
  readonly oomKilled: boolean;
  readonly health: "starting" | "healthy" | "unhealthy" | "none";
  readonly healthLog: readonly { readonly exitCode: number; readonly output: string }[];
  readonly pid: number;
  readonly startedAt: string;
  /** Network -> address. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Container port -> host port. */
  readonly ports: Readonly<Record<number, number>>;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ChangedPath {
  readonly kind: "added" | "changed" | "deleted";
  readonly path: string;
}

export type Resource = "container" | "network" | "volume" | "image";

/** A container engine. Every call that makes something labels it; every failing call throws SeaworthyError, but for those that answer an Output. */
export interface Engine {
  readonly info: EngineInfo;
  /** The command line that a person would type for an argv of this engine, quoted for a POSIX shell. */
  typed(args: readonly string[]): string;
  build(request: BuildRequest): Promise<BuildResult>;
  image(reference: string): Promise<ImageInfo | null>;
  history(reference: string): Promise<readonly HistoryEntry[]>;
  pull(reference: string, signal?: AbortSignal): Promise<Output>;
  tag(reference: string, as: string): Promise<void>;
  /** Writes a docker-archive of the image to a file on the host. */
  save(reference: string, file: string, signal?: AbortSignal): Promise<void>;
  /** Imports a root filesystem tar as an image; `changes` are Dockerfile instructions such as `CMD ["bash"]`. */
  importRootfs(file: string, tag: string, changes: readonly string[]): Promise<string>;
  /** Starts a container in the background and answers its id. */
  run(request: RunRequest): Promise<string>;
  /** Runs a container to its end and answers what it printed. The container is removed. */
  runToEnd(request: RunRequest, limits?: { timeoutMs?: number; signal?: AbortSignal }): Promise<Output>;
  exec(container: string, argv: readonly string[], options?: { user?: string; timeoutMs?: number }): Promise<Output>;
  container(name: string): Promise<ContainerState | null>;
  logs(container: string, options?: { tail?: number }): Promise<string>;
  changes(container: string): Promise<readonly ChangedPath[]>;
  /** Sends the stop signal, waits the grace period, then kills. */
  stop(container: string, graceSeconds: number): Promise<Output>;
  kill(container: string, signal: string): Promise<void>;
  pause(container: string): Promise<void>;
  unpause(container: string): Promise<void>;
  createNetwork(name: string, labels?: Readonly<Record<string, string>>): Promise<void>;
  networkExists(name: string): Promise<boolean>;
  createVolume(name: string, labels?: Readonly<Record<string, string>>): Promise<void>;
  /** Names or ids of what carries all the given labels (a value of "" asks only that the key is there). */
  list(
    kind: Resource,
    labels: Readonly<Record<string, string>>,
  ): Promise<readonly { name: string; labels: Readonly<Record<string, string>> }[]>;
  remove(kind: Resource, name: string): Promise<void>;
}
