import { spawn as start } from "node:child_process";
import { closeSync, openSync } from "node:fs";

/**
 * Starts a process that outlives this one, its output going to a file, and answers its pid. The one start that does not go
 * through the port `Spawn`: that one waits for the end and ends what it started with this process.
 */
export function launchDetached(argv: readonly [string, ...string[]], log: string): Promise<number> {
  const [program, ...args] = argv;
  const file = openSync(log, "a", 0o600);
  return new Promise((resolve, reject) => {
    const child = start(program, args, { detached: true, cwd: "/", stdio: ["ignore", file, file] });
    child.once("error", reject);
    child.once("spawn", () => {
      child.unref();
      resolve(child.pid ?? -1);
    });
    closeSync(file);
  });
}
