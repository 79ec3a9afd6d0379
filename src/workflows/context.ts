import type { Engine } from "../core/ports/engine.ts";
import type { Clock, Files, Net } from "../core/ports/host.ts";
import type { Spawn } from "../core/ports/process.ts";
import type { RatedFile, Run, WireOptions } from "../core/ports/workflows.ts";
import type { Stopwatch } from "./evidence.ts";
import type { RateTask } from "./rate.ts";

/** A base image that a Dockerfile names, after it was made sure of. */
export interface PresentBase {
  readonly reference: string;
  /** What a local stand-in was made from; null for the real image. */
  readonly standIn: string | null;
  /** Something a person should know, such as a stand-in whose real image can be pulled. */
  readonly warning: string | null;
}

/** What the use cases are given by `wire`. The I/O behind it is built when it is first asked for. */
export interface Context {
  readonly options: WireOptions;
  readonly files: Files;
  /** The door to processes, for commands that a user agreed to run. */
  readonly spawn: Spawn;
  readonly net: Net;
  readonly clock: Clock;
  readonly waiting: Stopwatch;
  readonly version: string;
  /** Of the node that runs this. */
  readonly nodeVersion: string;
  readonly machine: { readonly platform: string; readonly cpus: number; readonly memoryBytes: number };
  /** The host's certificates: `extra` are files that hold only those beyond the distribution's, `bundle` is the whole file for builds. */
  certificates(): Promise<{ readonly extra: readonly string[]; readonly bundle: string | null }>;
  /** The host's proxy settings, as predefined build arguments. */
  readonly proxies: Readonly<Record<string, string>>;
  /** The token that tells a later run whether this process is still alive. */
  ownerToken(): Promise<string>;
  /** The engine to use; sets one up where there is none and the user agrees. Throws SeaworthyError `no-engine`. */
  engine(run: Run): Promise<Engine>;
  /** The engines that work beside this one: podman beside docker, docker beside podman. Nothing is set up for it. */
  otherEngines(engine: Engine): Promise<readonly Engine[]>;
  /** What a shell has to be told so that typed docker or podman commands reach the engine; `pathPrefix` goes before PATH. */
  shell(
    run: Run,
  ): Promise<{ readonly variables: Readonly<Record<string, string>>; readonly pathPrefix: string | null }>;
  /** Looks for an engine ahead of its use, without asking anything; that there is none is told by `engine`. */
  warmEngine(): void;
  /** Removes what dead runs left, or, given a run, all of that run. */
  sweep(engine: Engine, runId?: string): Promise<void>;
  /** Notes that a run begins to start things that are to stay; what it answers is called when all of them do. */
  noteUnfinished(runId: string): Promise<() => void>;
  /** Removes the temporary folders of this run. */
  removeTemporary(): Promise<void>;
  bases(
    engine: Engine,
    references: readonly string[],
    run: Run,
    onLine: (line: string) => void,
  ): Promise<readonly PresentBase[]>;
  toolbox(engine: Engine): Promise<string>;
  /** The branch of the git checkout around a folder, and the name of its user; empty where there is none. */
  git(folder: string): Promise<{ readonly branch: string; readonly user: string }>;
  /** Rates in threads of their own; answers in the order of the tasks. Absent where threads cannot be had. */
  readonly rateInThreads?: (
    tasks: readonly RateTask[],
    threads: number,
    signal: AbortSignal,
  ) => Promise<readonly (readonly RatedFile[])[]>;
  sha256(text: string): Promise<string>;
  absolute(path: string): string;
}
