import type { Readable, Writable } from "node:stream";

/** One of the two output streams. */
export interface Sink {
  readonly write: (text: string) => void;
  readonly terminal: boolean;
  /** Columns of the terminal, 80 where it is none. */
  readonly columns: () => number;
}

/** Everything outside that the command line touches, so that a test can stand in for the process. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly version: string;
  /** Whether someone sits at both ends and may be asked. */
  readonly interactive: boolean;
  /** Standard input and output as they are, for a protocol over them. */
  readonly streams: () => { readonly input: Readable; readonly output: Writable };
  /** Everything on standard input. */
  readonly stdin: () => Promise<string>;
  /** Milliseconds that only grow. */
  readonly now: () => number;
  /** A yes/no question at the terminal; only called where `interactive`. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Whether a stream gets colours: a terminal does, unless NO_COLOR or TERM=dumb says otherwise; FORCE_COLOR says yes to all but that. */
export function colored(sink: Sink, env: Io["env"]): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return sink.terminal && env["TERM"] !== "dumb";
}

/** Columns to write to: a terminal's own (at least 40), otherwise 100. */
export function widthOf(sink: Sink): number {
  return sink.terminal ? Math.max(40, sink.columns()) : 100;
}
