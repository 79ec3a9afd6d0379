import { PassThrough, Readable } from "node:stream";
import type { Wire, WireOptions, Workflows } from "../../core/ports/workflows.ts";
import type { Io, Sink } from "../io.ts";
import { runCli } from "../run.ts";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the workflows were wired with, or null where none were asked for. */
  readonly wired: WireOptions | null;
}

export interface Setup {
  readonly env?: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
  readonly columns?: number;
  readonly stdin?: string;
  readonly streams?: ReturnType<Io["streams"]>;
  readonly answer?: boolean;
  readonly signal?: AbortSignal;
}

/** Runs a command line over stand-in use cases, with everything that it writes kept. A use case that was not given throws. */
export async function ran(argv: readonly string[], workflows: Partial<Workflows>, setup: Setup = {}): Promise<Ran> {
  let wired: WireOptions | null = null;
  const written = { stdout: "", stderr: "" };
  const sink = (name: "stdout" | "stderr"): Sink => ({
    write: (text) => {
      written[name] += text;
    },
    terminal: setup.terminal === true,
    columns: () => setup.columns ?? 80,
  });
  const io: Io = {
    stdout: sink("stdout"),
    stderr: sink("stderr"),
    env: setup.env ?? {},
    cwd: "/home/someone/app",
    version: "1.2.3",
    interactive: setup.terminal === true,
    streams: () => setup.streams ?? { input: Readable.from([]), output: new PassThrough() },
    stdin: () => Promise.resolve(setup.stdin ?? ""),
    now: () => 0,
    confirm: () => Promise.resolve(setup.answer === true),
    signal: setup.signal ?? new AbortController().signal,
  };
  const absent = (name: string) => () => Promise.reject(new TypeError(`${name} was not expected to run`));
  const wire: Wire = (options) => {
    wired = options;
    return {
      detect: absent("detect"),
      init: absent("init"),
      rate: absent("rate"),
      fix: absent("fix"),
      build: absent("build"),
      up: absent("up"),
      down: absent("down"),
      prove: absent("prove"),
      compare: absent("compare"),
      loop: absent("loop"),
      images: {
        inspect: absent("images.inspect"),
        contents: absent("images.contents"),
        difference: absent("images.difference"),
      },
      records: {
        list: absent("records.list"),
        find: absent("records.find"),
        evidence: absent("records.evidence"),
        verify: absent("records.verify"),
        fleet: absent("records.fleet"),
        replay: absent("records.replay"),
      },
      engine: {
        status: absent("engine.status"),
        up: absent("engine.up"),
        down: absent("engine.down"),
        env: absent("engine.env"),
      },
      bases: { list: absent("bases.list"), make: absent("bases.make"), remove: absent("bases.remove") },
      saveReport: absent("saveReport"),
      openFile: absent("openFile"),
      ...workflows,
    };
  };
  const code = await runCli(argv, io, () => Promise.resolve(wire));
  return { code, ...written, wired };
}
