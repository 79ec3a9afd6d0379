import type { Engine } from "../core/ports/engine.ts";
import type { Run } from "../core/ports/workflows.ts";
import type { Context } from "./context.ts";
import { guardedEngine } from "./guarded-engine.ts";
import { Cleanups, type Session } from "./session.ts";

/**
 * Gives work a session on an engine. What dead runs left is removed first; what this run made is removed at the end,
 * however it ends.
 */
export async function withSession<T>(
  context: Context,
  run: Run,
  work: (session: Session) => Promise<T>,
  options: { readonly startsContainers?: boolean } = {},
): Promise<T> {
  const { engine, certificates } = await begun(context, run, options.startsContainers !== false);
  const guarded = guardedEngine(engine, run.signal);
  const { waiting } = context;
  const cleanups = new Cleanups();
  let toolbox: Promise<string> | undefined;
  const session: Session = {
    id: Math.floor(context.clock.date().getTime() % 2_176_782_336)
      .toString(36)
      .padStart(6, "0"),
    owner: await context.ownerToken(),
    engine: guarded.engine,
    net: { ...context.net, get: (url, request) => waiting.during(() => context.net.get(url, request)) },
    clock: { ...context.clock, sleep: (ms, signal) => waiting.during(() => context.clock.sleep(ms, signal)) },
    files: context.files,
    signal: run.signal,
    cleanups,
    made: { transient: false },
    waiting,
    toolbox: () => (toolbox ??= context.toolbox(guarded.engine)),
    hostCertificates: certificates.extra,
    certificateBundle: certificates.bundle,
    proxies: context.proxies,
  };
  try {
    return await work(session);
  } finally {
    await guarded.settled();
    const failed = await cleanups.run();
    if (session.made.transient) await context.sweep(engine, session.id).catch((error: unknown) => failed.push(error));
    await context.removeTemporary();
    for (const error of failed.slice(0, 1)) {
      const text = `could not remove everything this run made (${String(error)}); the next run tries again`;
      run.observer.on({ kind: "note", level: "warning", text });
    }
  }
}

/** The engine, cleared of what dead runs left, and the host's certificates, which are read while it is asked. */
async function begun(
  context: Context,
  run: Run,
  startsContainers: boolean,
): Promise<{ engine: Engine; certificates: Awaited<ReturnType<Context["certificates"]>> }> {
  const reading = context.certificates();
  try {
    const engine = await context.engine(run);
    run.signal.throwIfAborted();
    // A build meets nothing that a dead run left: the sweep, which takes a third of a small build's time, is the next run's.
    if (startsContainers) await context.sweep(engine);
    return { engine, certificates: await reading };
  } catch (error) {
    // They lie in a file by then, or will.
    await reading.catch(() => {});
    await context.removeTemporary();
    throw error;
  }
}
