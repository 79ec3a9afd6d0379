import type { Engine } from "../core/ports/engine.ts";

/** An engine for the work of one run, and what of it is still being made. */
export interface GuardedEngine {
  readonly engine: Engine;
  /** Waits until what was being made is made or given up, so that a clean-up finds all of it. */
  readonly settled: () => Promise<void>;
}

/**
 * An engine that makes nothing new once the run is cancelled: work that goes on in the background, such as a claim whose
 * time is up, would make it after the clean-up. What runs to its end is ended with the run.
 */
export function guardedEngine(engine: Engine, signal: AbortSignal): GuardedEngine {
  const making = new Set<Promise<unknown>>();
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    const made = work();
    making.add(made);
    try {
      return await made;
    } finally {
      making.delete(made);
    }
  };
  const either = (one: AbortSignal | undefined): AbortSignal =>
    one === undefined ? signal : AbortSignal.any([one, signal]);
  return {
    engine: {
      ...engine,
      build: (request) => guarded(() => engine.build({ ...request, signal: either(request.signal) })),
      pull: (reference, own) => guarded(() => engine.pull(reference, either(own))),
      tag: (reference, as) => guarded(() => engine.tag(reference, as)),
      importRootfs: (file, tag, changes) => guarded(() => engine.importRootfs(file, tag, changes)),
      run: (request) => guarded(() => engine.run(request)),
      runToEnd: (request, limits) =>
        guarded(() => engine.runToEnd(request, { ...limits, signal: either(limits?.signal) })),
      createNetwork: (name, labels) => guarded(() => engine.createNetwork(name, labels)),
      createVolume: (name, labels) => guarded(() => engine.createVolume(name, labels)),
    },
    settled: async () => {
      await Promise.allSettled(making);
    },
  };
}
