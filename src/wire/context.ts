import { availableParallelism, totalmem } from "node:os";
import { resolve } from "node:path";

import { CancelledError, SeaworthyError } from "../core/errors/index.ts";
import type { Engine } from "../core/ports/engine.ts";
import type { Files, Net } from "../core/ports/host.ts";
import type { Spawn } from "../core/ports/process.ts";
import type { Run, WireOptions } from "../core/ports/workflows.ts";
import { owner } from "../engines/owner.ts";
import { quote } from "../core/quote.ts";
import { clock } from "../host/clock.ts";
import { hostFiles } from "../host/files.ts";
import { packageVersion } from "../host/package-version.ts";
import type { Context } from "../workflows/context.ts";
import { recordingSpawn, Stopwatch } from "../workflows/evidence.ts";
import { gitFacts } from "./git.ts";

/** The context as the wire's own flows see it. */
export type WiredContext = Context;

// Processes and the network are loaded when something is started or asked: rating a file is over before that.
const net: Net = {
  get: async (url, request) => (await import("../host/net.ts")).net.get(url, request),
  ask: async (url, request) => (await import("../host/net.ts")).net.ask(url, request),
  freePort: async () => (await import("../host/net.ts")).net.freePort(),
};

/** Real files, clock, network and processes behind the ports. Engines and bases are loaded when first asked for. */
export function makeContext(options: WireOptions): WiredContext {
  const files = hostFiles(owner);
  files.sweepTemporary();
  const waiting = new Stopwatch(clock);
  let start: Spawn | undefined;
  const started: Spawn = async (command) => {
    start ??= (await import("../engines/spawn.ts")).createSpawn(options.env);
    return start(command);
  };
  const spawn = recordingSpawn(started, waiting, quote);
  let warmed: Promise<Engine> | undefined;
  let engine: Promise<Engine> | undefined;
  let certificates: ReturnType<Context["certificates"]> | undefined;
  const context: WiredContext = {
    options,
    files,
    net,
    clock,
    spawn,
    waiting,
    version: packageVersion(),
    nodeVersion: process.versions.node,
    machine: { platform: `${process.platform}/${process.arch}`, cpus: availableParallelism(), memoryBytes: totalmem() },
    proxies: proxiesOf(options.env),
    certificates: () => (certificates ??= hostBundle(options, files)),
    ownerToken: async () => owner.token,
    warmEngine: () => {
      warmed ??= discover(options, spawn, files);
      warmed.catch(() => {});
    },
    otherEngines: async (found) => {
      const want = found.info.kind === "docker" ? "podman" : "docker";
      const other = await discover({ ...options, engine: want }, spawn, files).catch((error: unknown) => {
        if (error instanceof SeaworthyError && error.code === "no-engine") return null;
        throw error;
      });
      return other === null ? [] : [other];
    },
    engine: (run) => (engine ??= findEngine(options, spawn, files, run, warmed)),
    sweep: async (found, runId) => {
      const { endOrphanedGroups, removeUnfinished, sweep } = await import("../engines/reaper.ts");
      // What a dead run's client still makes would come after the sweep.
      if (runId === undefined) {
        await endOrphanedGroups();
        await removeUnfinished(found);
      }
      await sweep(found, runId === undefined ? {} : { run: runId });
    },
    noteUnfinished: async (runId) => (await import("../engines/unfinished.ts")).noteUnfinished(runId),
    removeTemporary: () => files.removeTemporary(),
    bases: async (found, references, run, onLine) => {
      const { ensurePresent } = await import("./base-flows.ts");
      return ensurePresent({ engine: found, references, run, onLine, spawn, files, environment: options.env });
    },
    toolbox: async (found) => {
      const { ensureToolbox } = await import("../engines/bases/toolbox.ts");
      const { ensureBases } = await import("../engines/bases/ensure.ts");
      const base = (reference: string): Promise<unknown> =>
        ensureBases(found, [reference], { spawn, files, net, environment: options.env, mayInstall: false });
      return ensureToolbox(found, { spawn, files, base });
    },
    // The threads' start is a file of the bundle; the sources have none that node could run.
    ...(import.meta.url.endsWith(".js") && {
      rateInThreads: async (tasks, threads, signal) => {
        const { inThreads } = await import("../host/worker-pool.ts");
        return inThreads(new URL("./rate-worker.js", import.meta.url), tasks, threads, signal);
      },
    }),
    git: (folder) => gitFacts(spawn, folder),
    sha256: async (text) => (await import("node:crypto")).createHash("sha256").update(text).digest("hex"),
    absolute: (path) => resolve(options.cwd, path),
    shell: async (run) => (await import("./engine-flows.ts")).engineFlows(context).env(run),
  };
  return context;
}

async function discover(options: WireOptions, spawn: Spawn, files: Files): Promise<Engine> {
  const { discoverEngine } = await import("../engines/discover.ts");
  return discoverEngine({
    spawn,
    files,
    env: options.env,
    ...(options.engine === null ? {} : { want: options.engine }),
  });
}

/** An engine that works, or one set up here where the user agrees. @throws SeaworthyError `no-engine` */
async function findEngine(
  options: WireOptions,
  spawn: Spawn,
  files: Files,
  run: Run,
  warmed: Promise<Engine> | undefined,
): Promise<Engine> {
  try {
    return await (warmed ?? discover(options, spawn, files));
  } catch (error) {
    if (!(error instanceof SeaworthyError) || error.code !== "no-engine") throw error;
    if (options.engine === "podman") throw error;
    await setUp(spawn, options, run, error);
    return discover(options, spawn, files);
  }
}

async function setUp(spawn: Spawn, options: WireOptions, run: Run, none: SeaworthyError): Promise<void> {
  const agreed = await run.observer.ask({
    id: "install-engine",
    text: "No container engine answers. Set up a private one from the distribution's packages?",
    detail: none.tried,
  });
  if (!agreed) throw none;
  const { engineUp } = await import("../engines/setup/up.ts");
  const began = clock.now();
  run.observer.on({ kind: "step-started", step: "engine", service: "", says: "set up a private engine" });
  const onProgress = (line: string): void => run.observer.on({ kind: "line", step: "engine", service: "", line });
  const done = (said: string, outcome: "done" | "failed"): void =>
    run.observer.on({
      kind: "step-done",
      step: "engine",
      service: "",
      said,
      seconds: (clock.now() - began) / 1000,
      outcome,
    });
  try {
    const result = await engineUp({ spawn, mayInstall: true, onProgress, environment: options.env });
    for (const text of result.notes) run.observer.on({ kind: "note", level: "info", text });
    done(`a private docker engine at ${result.endpoint}`, "done");
  } catch (error) {
    if (!(error instanceof SeaworthyError) || error instanceof CancelledError) throw error;
    done(error.message, "failed");
    throw new SeaworthyError("no-engine", {
      what: `${none.message}, and none could be set up: ${error.message}`,
      why: error.why,
      todo: error.todo,
      tried: [...none.tried, ...error.tried],
      cause: error,
    });
  }
}

/** The host's extra certificates in a file of their own, and the bundle that builds are handed. `--ca` names the bundle. */
async function hostBundle(options: WireOptions, files: Files): ReturnType<Context["certificates"]> {
  const { hostCertificates, placesOf } = await import("../engines/bases/certificates.ts");
  const found = await hostCertificates(placesOf(options.env));
  if (found.length === 0) return { extra: [], bundle: options.ca };
  const folder = await files.temporary("certificates");
  const extra = `${folder}/extra.pem`;
  await files.writeText(extra, found.map((one) => one.pem).join(""));
  return { extra: [extra], bundle: options.ca ?? options.env["SSL_CERT_FILE"] ?? extra };
}

function proxiesOf(env: WireOptions["env"]): Record<string, string> {
  const proxies: Record<string, string> = {};
  for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"]) {
    const value = env[name];
    if (value !== undefined && value !== "") proxies[name] = value;
  }
  return proxies;
}
