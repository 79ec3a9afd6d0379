import type { ChangedPath, Engine, RunRequest } from "../core/ports/engine.ts";
import type { Output } from "../core/ports/process.ts";
import type { Cli } from "./cli.ts";
import { saysMissing } from "./engine-errors.ts";
import { containerState } from "./inspect-container.ts";
import { Json } from "./json.ts";
import { KeptOutput } from "./kept-output.ts";
import { runArgs, type RunDialect } from "./run-args.ts";

export interface ContainerDialect {
  readonly run: RunDialect;
  /** Further flags without which the asked timing of health checks is not kept. */
  readonly healthFlags: ((cli: Cli, request: RunRequest) => Promise<readonly string[]>) | null;
  /** Whether a change of a container's files is the engine's own work, of which `diff` tells none. */
  readonly ownChange: ((change: ChangedPath, all: readonly ChangedPath[]) => boolean) | null;
  /** Called before a container's state is read, where health checks do not run by themselves. */
  readonly beforeState: ((cli: Cli, container: Json) => Promise<boolean>) | null;
  /** Flags of `rm -f` that keep it from waiting. */
  readonly removeNow: readonly string[];
}

type Containers = Pick<
  Engine,
  "run" | "runToEnd" | "exec" | "container" | "logs" | "changes" | "stop" | "kill" | "pause" | "unpause"
>;

/** A pull may be part of a run. */
const runTimeoutMs = 600_000;
const logBytes = 2 * 1024 * 1024;

export function containers(cli: Cli, dialect: ContainerDialect, freshName: () => string): Containers {
  const inspect = async (name: string): Promise<Json | null> => {
    const args = ["container", "inspect", name];
    const output = await cli.run(args, { timeoutMs: 120_000 });
    if (saysMissing(output)) return null;
    if (output.exitCode !== 0) throw cli.error(args, output);
    return Json.parse(output.stdout).items[0] ?? null;
  };
  const removeNow = (name: string): Promise<Output> =>
    cli.run(["rm", "-f", "-v", ...dialect.removeNow, name], { timeoutMs: 60_000 });

  /** `run -d` that fails at the start leaves a container that never ran. Its labels tell that it is this request's and no other's. */
  const removeUnstarted = async (name: string, request: RunRequest): Promise<void> => {
    const left = await inspect(name).catch(() => null);
    if (left === null) return;
    const state = containerState(left);
    const own = Object.entries(request.labels ?? {}).every(([key, value]) => state.labels[key] === value);
    if (own && state.status !== "running" && state.startedAt.startsWith("0001-")) await removeNow(name);
  };

  return {
    async run(request) {
      const name = request.name ?? freshName();
      const health = request.health === undefined ? [] : ((await dialect.healthFlags?.(cli, request)) ?? []);
      const args = ["run", "-d", ...health, ...runArgs({ ...request, name }, dialect.run)];
      const output = await cli.run(args, { timeoutMs: runTimeoutMs });
      if (output.exitCode === 0) return output.stdout.trim().split("\n").at(-1) ?? name;
      const error = cli.error(args, output);
      if (error.code !== "name-taken") await removeUnstarted(name, request);
      throw error;
    },
    async runToEnd(request, limits = {}) {
      const name = request.name ?? freshName();
      const args = ["run", "--rm", ...runArgs({ ...request, name }, dialect.run)];
      let ended = false;
      try {
        const output = await cli.run(args, limits);
        ended = !output.timedOut;
        return await cli.unlessGone(args, output);
      } finally {
        // The client's end is not the container's.
        if (!ended) await removeNow(name).catch(() => {});
      }
    },
    async exec(container, argv, options = {}) {
      const user = options.user === undefined ? [] : ["--user", options.user];
      const args = ["exec", ...user, container, ...argv];
      const limits = options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs };
      return cli.unlessGone(args, await cli.run(args, limits));
    },
    async container(name) {
      let found = await inspect(name);
      if (found !== null && (await dialect.beforeState?.(cli, found))) found = await inspect(name);
      return found === null ? null : containerState(found);
    },
    async logs(container, options = {}) {
      const args = ["logs", ...(options.tail === undefined ? [] : ["--tail", String(options.tail)]), container];
      const kept = new KeptOutput(logBytes);
      const output = await cli.run(args, {
        timeoutMs: 120_000,
        keepBytes: 64 * 1024,
        onLine: (line) => kept.push(Buffer.from(`${line}\n`)),
      });
      if (output.exitCode !== 0) throw cli.error(args, output);
      return kept.text();
    },
    async changes(container) {
      const text = await cli.must(["diff", container], { keepBytes: 16 * 1024 * 1024 });
      const all = text.split("\n").flatMap(changedPath);
      return all.filter((change) => dialect.ownChange?.(change, all) !== true);
    },
    async stop(container, graceSeconds) {
      const args = ["stop", "-t", String(Math.ceil(graceSeconds)), container];
      const output = await cli.run(args, { timeoutMs: (graceSeconds + 60) * 1000 });
      return cli.unlessGone(args, output);
    },
    async kill(container, signal) {
      await cli.must(["kill", "--signal", signal, container]);
    },
    async pause(container) {
      await cli.must(["pause", container]);
    },
    async unpause(container) {
      await cli.must(["unpause", container]);
    },
  };
}

function changedPath(line: string): ChangedPath[] {
  const kind = { A: "added", C: "changed", D: "deleted" } as const;
  const [letter, path] = [line.slice(0, 1), line.slice(2)];
  return letter === "A" || letter === "C" || letter === "D" ? [{ kind: kind[letter], path }] : [];
}
