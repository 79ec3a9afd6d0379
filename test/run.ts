import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

export interface Ran {
  readonly pid: number;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The most memory that the process held, in bytes; its children are not counted. 0 where the system does not tell. */
  readonly peakBytes: number;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  /**
   * Sends the signal once `when`, called with all that was printed so far on both streams, answers true, so many
   * milliseconds have passed, and `until`, asked again and again, answers true. A `when` of null is true from the start.
   */
  readonly signalWhen?: {
    readonly when: ((printed: string) => boolean) | null;
    readonly signal: NodeJS.Signals;
    readonly afterMs?: number;
    readonly until?: (pid: number) => Promise<boolean>;
  };
  /** Called with all that was printed so far. */
  readonly onPrinted?: (printed: string) => void;
}

/** Runs a program to its end and answers what it said. */
export function run(argv: readonly [string, ...string[]], options: RunOptions = {}): Promise<Ran> {
  const [file, ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, NO_COLOR: "1", ...options.env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const pid = child.pid ?? 0;
    let stdout = "";
    let stderr = "";
    let printed = "";
    let signalled = false;
    let peakBytes = 0;
    const measuring = setInterval(() => (peakBytes = Math.max(peakBytes, peakOf(pid))), 100);
    const hear = (text: string): void => {
      printed += text;
      options.onPrinted?.(printed);
      const due = options.signalWhen;
      if (signalled || due === undefined || (due.when !== null && !due.when(printed))) return;
      signalled = true;
      const send = async (): Promise<void> => {
        while (due.until !== undefined && child.exitCode === null && !(await due.until(pid)));
        child.kill(due.signal);
      };
      setTimeout(() => void send().catch(reject), due.afterMs ?? 0);
    };
    if (options.signalWhen?.when === null) hear("");
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      hear(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      hear(text);
    });
    child.on("error", reject);
    child.on("exit", () => clearInterval(measuring));
    child.on("close", (exitCode, signal) => resolve({ pid, exitCode, signal, stdout, stderr, peakBytes }));
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
  });
}

function peakOf(pid: number): number {
  try {
    return 1024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Runs the built command line. */
export function seaworthy(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return run([process.execPath, `${root}/bin/seaworthy.js`, ...args], options);
}

/** Runs commands in one bash, with the environment that `seaworthy engine env` prints. */
export function inEngineShell(script: string, options: RunOptions = {}): Promise<Ran> {
  const prologue = `set -e\neval "$(${process.execPath} ${root}/bin/seaworthy.js engine env)"\n`;
  return run(["bash", "-c", prologue + script], options);
}
