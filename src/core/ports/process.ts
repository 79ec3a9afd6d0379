/** A process to run: argv only, so that no shell ever sees a name or a path. */
export interface Command {
  readonly argv: readonly [string, ...string[]];
  readonly cwd?: string;
  /** Merged over the parent's environment; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string | Uint8Array | NodeJS.ReadableStream;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Called for each line of either stream as it comes, without its line end. */
  readonly onLine?: (line: string, stream: "stdout" | "stderr") => void;
  /** Bytes of each stream that are kept (head and tail, default 1 MiB); the process is never blocked by it. */
  readonly keepBytes?: number;
}

/** How a process ended. `exitCode` is null when a signal ended it. */
export interface Output {
  readonly argv: readonly string[];
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  readonly timedOut: boolean;
  /** True where the kept text leaves out some of what was printed. */
  readonly truncated: boolean;
}

/** The one door through which processes start. */
export type Spawn = (command: Command) => Promise<Output>;
