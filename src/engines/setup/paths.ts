import { homedir } from "node:os";
import { join } from "node:path";
import { SeaworthyError } from "../../core/errors/index.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the private engine keeps everything: one folder, so that removing it removes the engine. */
export interface EnginePaths {
  readonly root: string;
  readonly socket: string;
  readonly data: string;
  readonly exec: string;
  readonly pid: string;
  readonly config: string;
  readonly log: string;
  readonly bin: string;
  /** Held by the `up` or `down` that is at work. */
  readonly lock: string;
}

/** The user's data folder as the XDG rules say: an XDG_DATA_HOME that is not absolute is ignored. */
export function dataHome(environment: Environment): string {
  const told = environment["XDG_DATA_HOME"];
  return told?.startsWith("/") === true ? told : join(environment["HOME"] || homedir(), ".local", "share");
}

/** @throws SeaworthyError where the socket's path would be longer than Linux takes (108 bytes). */
export function enginePaths(environment: Environment): EnginePaths {
  const root = join(dataHome(environment), "seaworthy", "engine");
  const socket = join(root, "docker.sock");
  if (Buffer.byteLength(socket) > 107) {
    throw new SeaworthyError("engine-path-too-long", {
      what: "the private engine's socket cannot be made",
      why: `its path ${socket} is longer than the 107 bytes that a socket may have`,
      todo: "Set XDG_DATA_HOME to a shorter path and try again.",
    });
  }
  return {
    root,
    socket,
    data: join(root, "data"),
    exec: join(root, "exec"),
    pid: join(root, "pid"),
    config: join(root, "daemon.json"),
    log: join(root, "log"),
    bin: join(root, "bin"),
    lock: join(root, "lock"),
  };
}

export function endpointOf(paths: EnginePaths): string {
  return `unix://${paths.socket}`;
}
