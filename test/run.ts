import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

export interface Ran {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  /** Called with all stdout so far; what it answers true to is sent the signal, once. */
  readonly signalWhen?: { readonly when: (stdout: string) => boolean; readonly signal: NodeJS.Signals };
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
    let stdout = "";
    let stderr = "";
    let signalled = false;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      if (!signalled && options.signalWhen?.when(stdout) === true) {
        signalled = true;
        child.kill(options.signalWhen.signal);
      }
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
  });
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
