import { spawn as start, type ChildProcess } from "node:child_process";
import { setMaxListeners } from "node:events";
import { existsSync } from "node:fs";
import type { Readable } from "node:stream";
import { CancelledError, SeaworthyError } from "../core/errors/index.ts";
import type { Command, Output, Spawn } from "../core/ports/process.ts";
import { KeptOutput } from "./kept-output.ts";
import { LineSplitter } from "./line-splitter.ts";
import { dismiss, enrol, signalGroup } from "./process-group.ts";
import { quote } from "../core/quote.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const defaultKeep = 1024 * 1024;
/** Between SIGTERM and SIGKILL: enough for a docker client to cancel its build. */
const graceMs = 2000;
/** A process that ended may have left its pipes to a child of its own; they are let go after this long without output. */
const orphanedPipeMs = 500;

/**
 * The door through which processes start, with the environment that each gets before its command's own changes. A process
 * runs in a group of its own and is waited for; a timeout ends the group and is told in the output.
 * @throws CancelledError when the signal aborts, after the group is gone
 * @throws SeaworthyError `command-missing`, `command-not-runnable`, `folder-missing` where it could not be started
 */
export const createSpawn =
  (parent: Environment): Spawn =>
  (command) =>
    new Promise((resolve, reject) => {
      if (command.signal?.aborted) {
        reject(cancelled(command));
        return;
      }
      const began = performance.now();
      const [file, ...args] = command.argv;
      let child: ChildProcess;
      try {
        child = start(file, args, {
          ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
          env: changed(parent, command.env),
          detached: true,
          windowsHide: true,
          stdio: [command.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
        });
      } catch (error) {
        reject(notStarted(command, error));
        return;
      }
      enrol(child);
      const stdout = listen(child.stdout, command, "stdout");
      const stderr = listen(child.stderr, command, "stderr");
      feed(child, command.input);

      let timedOut = false;
      let ended = false;
      let killer: NodeJS.Timeout | undefined;
      const end = (): void => {
        const { pid } = child;
        if (pid === undefined || killer !== undefined) return;
        signalGroup(pid, "SIGTERM");
        killer = setTimeout(() => signalGroup(pid, "SIGKILL"), graceMs);
      };
      const onAbort = (): void => end();
      // One signal ends all the commands of a run, however many there are at once.
      if (command.signal !== undefined) setMaxListeners(0, command.signal);
      command.signal?.addEventListener("abort", onAbort, { once: true });
      const timer =
        command.timeoutMs === undefined
          ? undefined
          : setTimeout(() => {
              timedOut = true;
              end();
            }, command.timeoutMs);

      const settle = (): boolean => {
        if (ended) return false;
        ended = true;
        clearTimeout(timer);
        command.signal?.removeEventListener("abort", onAbort);
        // A member of the group that ignored SIGTERM must not outlive the command that was ended.
        if (killer !== undefined && child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
        clearTimeout(killer);
        dismiss(child);
        return true;
      };
      child.on("error", (error) => {
        if (settle()) reject(notStarted(command, error));
      });
      child.on("exit", () => releaseOrphanedPipes(child));
      child.on("close", (exitCode, signal) => {
        if (!settle()) return;
        if (command.signal?.aborted) {
          reject(cancelled(command));
          return;
        }
        stdout.lines?.end();
        stderr.lines?.end();
        const output: Output = {
          argv: command.argv,
          exitCode,
          signal,
          stdout: stdout.kept.text(),
          stderr: stderr.kept.text(),
          seconds: (performance.now() - began) / 1000,
          timedOut,
          truncated: stdout.kept.truncated || stderr.kept.truncated,
        };
        resolve(output);
      });
    });

interface Listener {
  readonly kept: KeptOutput;
  readonly lines: LineSplitter | null;
}

function listen(stream: Readable | null, command: Command, name: "stdout" | "stderr"): Listener {
  const kept = new KeptOutput(command.keepBytes ?? defaultKeep);
  const { onLine } = command;
  const lines = onLine === undefined ? null : new LineSplitter((line) => onLine(line, name));
  stream?.on("data", (chunk: Buffer) => {
    kept.push(chunk);
    lines?.push(chunk);
  });
  return { kept, lines };
}

function feed(child: ChildProcess, input: Command["input"]): void {
  if (input === undefined || child.stdin === null) return;
  // A process that ends before it has read all of its input is no fault of ours: its exit code tells.
  child.stdin.on("error", () => {});
  if (typeof input === "string" || input instanceof Uint8Array) child.stdin.end(input);
  else input.pipe(child.stdin);
}

function releaseOrphanedPipes(child: ChildProcess): void {
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
  const release = (): void => {
    for (const stream of streams) stream.destroy();
  };
  let timer = setTimeout(release, orphanedPipeMs);
  for (const stream of streams) {
    stream.on("data", () => {
      clearTimeout(timer);
      timer = setTimeout(release, orphanedPipeMs);
    });
  }
  child.on("close", () => clearTimeout(timer));
}

function changed(parent: Environment, changes: Command["env"]): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...parent };
  for (const [name, value] of Object.entries(changes ?? {})) {
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
  return env;
}

function cancelled(command: Command): CancelledError {
  const reason: unknown = command.signal?.reason;
  return new CancelledError(`${command.argv[0]} was cancelled${reason instanceof Error ? `: ${reason.message}` : ""}`);
}

function notStarted(command: Command, cause: unknown): SeaworthyError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const [file] = command.argv;
  const what = `could not start ${quote([file])}`;
  if (code === "ENOENT" && command.cwd !== undefined && !existsSync(command.cwd)) {
    return new SeaworthyError("folder-missing", {
      what,
      why: `the folder ${quote([command.cwd])} does not exist`,
      todo: "give a folder that exists",
      cause,
    });
  }
  if (code === "ENOENT") {
    return new SeaworthyError("command-missing", {
      what,
      why: `no program of the name ${file} was found on PATH`,
      todo: `install ${file}, or put it on PATH`,
      cause,
    });
  }
  return new SeaworthyError("command-not-runnable", {
    what,
    why: cause instanceof Error ? cause.message : String(cause),
    todo: "check that the program may be run by this user and that its arguments are of a sane length",
    cause,
  });
}
