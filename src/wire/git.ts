import type { Spawn } from "../core/ports/process.ts";

/** The branch and the user of the git checkout around a folder; empty where there is none, or no git. */
export async function gitFacts(spawn: Spawn, folder: string): Promise<{ branch: string; user: string }> {
  const ask = async (...args: readonly string[]): Promise<string> => {
    try {
      const output = await spawn({ argv: ["git", "-C", folder, ...args], timeoutMs: 5000 });
      return output.exitCode === 0 ? output.stdout.trim() : "";
    } catch {
      return "";
    }
  };
  const [branch, user] = await Promise.all([ask("branch", "--show-current"), ask("config", "user.name")]);
  return { branch, user };
}
