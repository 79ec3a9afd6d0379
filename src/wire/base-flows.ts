import type { Engine } from "../core/ports/engine.ts";
import type { Files } from "../core/ports/host.ts";
import type { BaseFlows, BaseImage } from "../core/ports/machine-flows.ts";
import type { Spawn } from "../core/ports/process.ts";
import type { Run, WireOptions } from "../core/ports/workflows.ts";
import { knownBases, standInFor } from "../engines/bases/catalogue.ts";
import { type BaseOutcome, ensureBases } from "../engines/bases/ensure.ts";
import { fullName } from "../engines/bases/name.ts";
import { removeBases } from "../engines/bases/list.ts";
import { askRegistries } from "../engines/bases/registries.ts";
import { net } from "../host/net.ts";
import { loadApplication } from "../workflows/application.ts";
import { baseReferences, dockerfileOf } from "../workflows/build.ts";
import type { PresentBase } from "../workflows/context.ts";
import type { WiredContext } from "./context.ts";

/** What each registry answered is remembered for the life of the process. */
const registries = askRegistries(net);

export interface BaseRequest {
  readonly engine: Engine;
  readonly references: readonly string[];
  readonly run: Run;
  readonly onLine: (line: string) => void;
  readonly spawn: Spawn;
  readonly files: Files;
  readonly environment: WireOptions["env"];
}

/** Makes sure of base images: present ones stay, others are pulled, and only then a stand-in is made. */
export async function ensurePresent(request: BaseRequest): Promise<readonly PresentBase[]> {
  const agree = async (): Promise<boolean> =>
    request.run.observer.ask({
      id: "make-bases",
      text: "No image registry answers. Make local stand-ins for the base images from distribution packages?",
      detail: request.references,
    });
  const engine = remembering(request.engine);
  const outcomes = await ensureBases(engine, request.references, {
    spawn: cancellable(request.spawn, request.run.signal),
    files: request.files,
    environment: request.environment,
    net,
    registries,
    agree,
    mayInstall: true,
    onLine: request.onLine,
  });
  return outcomes.map(presentBase);
}

/** What is under way when the run is cancelled is ended; what clears up after it still runs. */
function cancellable(spawn: Spawn, signal: AbortSignal): Spawn {
  return (command) => spawn(signal.aborted || command.signal !== undefined ? command : { ...command, signal });
}

/** The engine, asked about each image once until something changes: each question costs the start of a client. */
function remembering(engine: Engine): Engine {
  const known = new Map<string, ReturnType<Engine["image"]>>();
  const forget =
    <A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      try {
        return await work(...args);
      } finally {
        known.clear();
      }
    };
  const image = (reference: string): ReturnType<Engine["image"]> => {
    const name = fullName(reference);
    const asked = known.get(name) ?? engine.image(name);
    known.set(name, asked);
    return asked;
  };
  return {
    ...engine,
    image,
    build: forget(engine.build),
    tag: forget(engine.tag),
    pull: forget(engine.pull),
    importRootfs: forget(engine.importRootfs),
  };
}

function presentBase(outcome: BaseOutcome): PresentBase {
  const warning = outcome.realCanBePulled
    ? `${outcome.reference} is a local stand-in, and the real image can be pulled now: seaworthy bases remove, then build again.`
    : null;
  return { reference: outcome.reference, standIn: outcome.standIn?.madeFrom ?? null, warning };
}

export function baseFlows(context: WiredContext): BaseFlows {
  return {
    list: async (run) => {
      const engine = await context.engine(run);
      const rows: BaseImage[] = [];
      for (const reference of knownBases) rows.push(await rowOf(engine, reference));
      return rows;
    },
    make: async ({ path, references }, run) => {
      const engine = await context.engine(run);
      const wanted = references.length > 0 ? references : await neededAt(context, path);
      const began = context.clock.now();
      run.observer.on({ kind: "step-started", step: "bases", service: "", says: wanted.join(", ") });
      const onLine = (line: string): void => run.observer.on({ kind: "line", step: "bases", service: "", line });
      await context.bases(engine, wanted, run, onLine);
      const seconds = (context.clock.now() - began) / 1000;
      run.observer.on({
        kind: "step-done",
        step: "bases",
        service: "",
        said: `${wanted.length} present`,
        seconds,
        outcome: "done",
      });
      const rows: BaseImage[] = [];
      for (const reference of wanted) rows.push(await rowOf(engine, reference));
      return rows;
    },
    remove: async ({ references }, run) => {
      const engine = await context.engine(run);
      if (references.length === 0) return { removed: await removeBases(engine) };
      const removed: string[] = [];
      for (const reference of references) {
        if ((await rowOf(engine, reference)).state !== "stand-in") continue;
        await engine.remove("image", reference);
        removed.push(reference);
      }
      return { removed };
    },
  };
}

async function neededAt(context: WiredContext, path: string): Promise<readonly string[]> {
  const application = await loadApplication(context, path);
  const wanted = new Set<string>();
  for (const service of application.asked) {
    for (const reference of baseReferences(await dockerfileOf(context, service))) wanted.add(reference);
  }
  return [...wanted];
}

async function rowOf(engine: Engine, reference: string): Promise<BaseImage> {
  const image = await engine.image(reference);
  const known = standInFor(reference);
  const label = image?.labels["io.seaworthy.stand-in"];
  const state = image === null ? "missing" : label === undefined ? "pulled" : "stand-in";
  return { reference, state, madeFrom: label ?? known?.madeFrom ?? "", bytes: image?.size ?? null };
}
