import { spawn } from "node:child_process";

/**
 * @typedef {object} Options
 * @property {string} [cwd]
 * @property {Readonly<Record<string, string | undefined>>} [env]
 * @property {boolean} [quiet] keep what it prints instead of showing it
 * @property {number} [seconds] limit, after which the whole process group is ended
 * @typedef {{ status: number, output: string, timedOut: boolean }} Ended
 */

/**
 * Runs a program to its end. Ctrl-C reaches the program through the terminal; this process waits for it to clean up.
 * @param {readonly string[]} argv
 * @param {Options} [options]
 * @returns {Promise<Ended>} `status` is 127 where the program could not be started, 128 + n where a signal ended it
 */
export function run(argv, options = {}) {
  const [program = "", ...args] = argv;
  const limit = options.seconds ?? 0;
  const limited = limit > 0;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: options.quiet === true ? ["ignore", "pipe", "pipe"] : "inherit",
      detached: limited,
    });
    let output = "";
    let timedOut = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        output = (output + text).slice(-200_000);
      });
    }
    /** @param {NodeJS.Signals} signal */
    const send = (signal) => {
      try {
        if (child.pid !== undefined) process.kill(limited ? -child.pid : child.pid, signal);
      } catch {
        // It ended in the meantime.
      }
    };
    // A child in the same group got the terminal's Ctrl-C itself.
    const interrupted = () => limited && send("SIGINT");
    const terminated = () => send("SIGTERM");
    process.on("SIGINT", interrupted);
    process.on("SIGTERM", terminated);
    const timers = limited
      ? [
          setTimeout(() => ((timedOut = true), send("SIGTERM")), limit * 1000),
          setTimeout(() => send("SIGKILL"), limit * 1000 + 30_000),
        ]
      : [];
    const end = (/** @type {number} */ status) => {
      timers.forEach(clearTimeout);
      process.off("SIGINT", interrupted);
      process.off("SIGTERM", terminated);
      resolve({ status, output, timedOut });
    };
    child.on("error", (error) => {
      output += String(error);
      end(127);
    });
    child.on("close", (code, signal) => end(code ?? 128 + (signals[signal ?? "SIGKILL"] ?? 9)));
  });
}

/** @type {Readonly<Record<string, number>>} */
const signals = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 };

/** npm, through the Node that runs this where npm told its own path. */
export function npm() {
  const path = process.env["npm_execpath"] ?? "";
  return /\.c?js$/.test(path) ? [process.execPath, path] : ["npm"];
}
