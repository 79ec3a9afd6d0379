import type { HealthTiming, RunRequest } from "../core/ports/engine.ts";
import { csvField } from "./csv-field.ts";

/** Where the two command lines differ for a container. */
export interface RunDialect {
  /** Flags that each container of this engine needs, such as ulimits within the host's. */
  readonly always: readonly string[];
  /** Flags that mount a tmpfs with options such as `uid=10001,gid=10001`. */
  readonly tmpfs: (path: string, options: string) => readonly string[];
  /** Flags that make the root file system read-only and all else as it is; `tmpfs` holds the paths that are mounted anyway. */
  readonly readOnly: (tmpfs: readonly string[]) => readonly string[];
  /** Flags that put an init process in front. */
  readonly init: readonly string[];
}

/** The flags, image and command of `run`, without the engine and `run` itself. Everything is one word of argv: no shell reads it. */
export function runArgs(request: RunRequest, dialect: RunDialect): string[] {
  const args: string[] = [];
  const flag = (name: string, value: string | undefined): void => {
    if (value !== undefined) args.push(name, value);
  };
  flag("--name", request.name);
  flag("--network", request.networkOf === undefined ? request.network : `container:${request.networkOf}`);
  flag("--pid", request.pidOf === undefined ? undefined : `container:${request.pidOf}`);
  for (const alias of request.networkAliases ?? []) flag("--network-alias", alias);
  for (const [name, address] of Object.entries(request.hosts ?? {})) flag("--add-host", `${name}:${address}`);
  const address = request.publishAddress ?? "127.0.0.1";
  for (const [port, host] of Object.entries(request.publish ?? {})) {
    flag("-p", `${address.includes(":") ? `[${address}]` : address}:${host === 0 ? "" : host}:${port}`);
  }
  for (const [name, value] of Object.entries(request.env ?? {})) flag("-e", `${name}=${value}`);
  flag("--user", request.user);
  if (request.readOnly === true) args.push(...dialect.readOnly(Object.keys(request.tmpfs ?? {})));
  for (const [path, options] of Object.entries(request.tmpfs ?? {})) args.push(...dialect.tmpfs(path, options));
  for (const [volume, path] of Object.entries(request.volumes ?? {})) flag("-v", `${volume}:${path}`);
  for (const [host, path] of Object.entries(request.bindsReadOnly ?? {})) {
    flag("--mount", ["type=bind", csvField(`source=${host}`), csvField(`target=${path}`), "readonly"].join(","));
  }
  for (const capability of request.capDrop ?? []) flag("--cap-drop", capability);
  for (const capability of request.capAdd ?? []) flag("--cap-add", capability);
  if (request.noNewPrivileges === true) flag("--security-opt", "no-new-privileges");
  if (request.memoryBytes !== undefined) {
    // Without the second flag a container may use as much swap again, and is never ended for its memory.
    flag("--memory", String(request.memoryBytes));
    flag("--memory-swap", String(request.memoryBytes));
  }
  if (request.noHealthcheck === true) args.push("--no-healthcheck");
  args.push(...healthArgs(request.health ?? {}));
  if (request.init === true) args.push(...dialect.init);
  for (const [name, value] of Object.entries(request.labels ?? {})) flag("--label", `${name}=${value}`);
  args.push(...dialect.always);
  const [program, ...before] = request.entrypoint ?? [];
  if (request.entrypoint !== undefined) flag("--entrypoint", program ?? "");
  return [...args, request.image, ...before, ...(request.command ?? [])];
}

function healthArgs(timing: HealthTiming): string[] {
  const args: string[] = [];
  const seconds = (name: string, value: number | undefined): void => {
    // To docker 0 means the image's own; this is the least that it takes.
    if (value !== undefined) args.push(name, value === 0 ? "1ms" : `${value}s`);
  };
  seconds("--health-interval", timing.intervalSeconds);
  seconds("--health-timeout", timing.timeoutSeconds);
  seconds("--health-start-period", timing.startPeriodSeconds);
  if (timing.retries !== undefined) args.push("--health-retries", String(timing.retries));
  return args;
}
