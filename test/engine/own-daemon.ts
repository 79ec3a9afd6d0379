import { spawn as start, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { programsOnPath } from "../../src/engines/programs-on-path.ts";
import { spawn } from "../spawn.ts";

/**
 * A docker daemon of a test's own, which may be killed. It gets a network namespace of its own: in the host's, a daemon
 * without a bridge removes docker0, which belongs to another daemon.
 */
export class OwnDaemon {
  readonly endpoint: string;
  private readonly folder: string;
  private child: ChildProcess | null = null;

  constructor(folder: string) {
    this.folder = folder;
    this.endpoint = `unix://${join(folder, "docker.sock")}`;
  }

  static missing(): string | null {
    if (process.getuid?.() !== 0) return "needs root to start a daemon";
    const absent = ["dockerd", "unshare"].find((name) => programsOnPath(name, process.env["PATH"]).length === 0);
    return absent === undefined ? null : `${absent} is not installed`;
  }

  async start(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const log = openSync(join(this.folder, "log"), "a");
    const at = (name: string): string => join(this.folder, name);
    const flags = ["-H", this.endpoint, "--data-root", at("data"), "--exec-root", at("exec"), "--pidfile", at("pid")];
    // A killed daemon's containerd may stay in the list of processes as a zombie; by this file the next would wait for it.
    await rm(join(this.folder, "exec", "containerd", "containerd.pid"), { force: true });
    const child = start("unshare", ["--net", "dockerd", ...flags, "--bridge=none", "--iptables=false"], {
      stdio: ["ignore", log, log],
    });
    this.child = child;
    closeSync(log);
    for (let tries = 0; tries < 150; tries += 1) {
      const answer = await spawn({
        argv: ["docker", "version"],
        env: { DOCKER_HOST: this.endpoint },
        timeoutMs: 10_000,
      });
      if (answer.exitCode === 0) return;
      if (child.exitCode !== null) break;
      await wait(200);
    }
    throw new Error(`dockerd did not start; its log is ${at("log")}`);
  }

  async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null || child.exitCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.kill(signal);
    await gone;
  }
}

/** A daemon that was killed leaves its mounts. */
export async function unmountBelow(folder: string): Promise<void> {
  const mounts = (await readFile("/proc/mounts", "utf8")).split("\n").map((line) => line.split(" ")[1] ?? "");
  for (const path of mounts.reverse()) {
    if (path.startsWith(`${folder}/`)) await spawn({ argv: ["umount", "-l", path] });
  }
}
