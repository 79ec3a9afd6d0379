import { isSingleStage } from "../claims/index.ts";
import type { ServiceFacts } from "../core/facts.ts";
import type { ServicePlan, Stage } from "../core/plan.ts";
import type { ChangedPath, Engine, HealthTiming } from "../core/ports/engine.ts";
import type { ByteSource } from "../core/ports/host.ts";
import type { Limits, Running, Trial } from "../core/ports/trial.ts";
import { Disturbances } from "./disturbance.ts";
import { type EvidenceLog, noteEvidence } from "./evidence.ts";
import type { KeptContents } from "./kept-contents.ts";
import type { Neighbour, ProvingNetwork } from "./providers.ts";
import type { Session } from "./session.ts";
import { sharedWork } from "./shared-work.ts";
import { startTrial } from "./start-trial.ts";
import { buildVariant } from "./variant.ts";
import { otherEnginesOf } from "./other-engines.ts";

/** Finds other engines, and makes sure of base images there. */
export interface Elsewhere {
  engines(): Promise<readonly Engine[]>;
  bases(engine: Engine, references: readonly string[]): Promise<void>;
}

/** What a service left that stood as a person would start it, so that its claims need not make it again. */
export interface Stood {
  /** A network of this run with the service's real upstreams under their names; null where the network is another's. */
  readonly network: { readonly name: string; readonly services: readonly string[] } | null;
  readonly writes: () => Promise<readonly ChangedPath[]>;
}

/** What all trials of one service share. */
export interface Proving {
  readonly session: Session;
  readonly facts: ServiceFacts;
  readonly plan: ServicePlan;
  readonly image: string;
  readonly folder: string;
  readonly dockerfileText: string;
  readonly limits: Limits;
  readonly neighbours: readonly Neighbour[];
  readonly render: (stages: readonly Stage[], plan: ServicePlan) => string;
  /** Builds already made in this run, by their content, so that two claims that need the same variant share it. */
  readonly archives: Map<string, () => Promise<string>>;
  /** What several claims look at, looked at once. */
  readonly texts: Map<string, () => Promise<string>>;
  /** Engines beside the session's, and base images in them. */
  readonly elsewhere: Elsewhere;
  /** What a record is to keep of the images; absent where no record is written. */
  readonly contents?: KeptContents | undefined;
  /** What the run that a person would make leaves for the claims; null where it left nothing, absent where there is none. */
  readonly standing: Promise<Stood | null> | undefined;
  /** How quickly the health of the shared container is checked; not at all where absent. */
  readonly health?: HealthTiming | undefined;
  shared?: () => Promise<Running>;
  network?: () => Promise<ProvingNetwork>;
  building?: Promise<unknown>;
  inspected?: () => ReturnType<Engine["image"]>;
}

/** A trial for one claim; `finish` removes what it made and answers the evidence. */
export function openTrial(
  proving: Proving,
  signal: AbortSignal = proving.session.signal,
): {
  trial: Trial;
  log: EvidenceLog;
  disturbed: (patient: boolean) => Promise<string | null>;
  finish: () => Promise<void>;
} {
  const { session, plan } = proving;
  const log: EvidenceLog = { commands: [] };
  const undo: (() => Promise<void>)[] = [];
  const sources: ByteSource[] = [];
  let listing: Promise<unknown> | undefined;
  const disturbances = new Disturbances();
  const trial: Trial = {
    engine: { ...disturbances.noting(session.engine), image: (reference) => imageOf(proving, reference) },
    net: session.net,
    clock: session.clock,
    files: session.files,
    facts: proving.facts,
    plan,
    image: proving.image,
    folder: proving.folder,
    dockerfileText: proving.dockerfileText,
    limits: proving.limits,
    signal,
    hostCertificates: session.hostCertificates,
    build: async (variant) => {
      const built = await oneAtATime(proving, () => buildVariant(proving, variant, undo));
      if (isSingleStage(variant) && built.ok) listing = proving.contents?.list(built.tag);
      return built;
    },
    start: async (options) =>
      disturbances.watch(await (options === undefined ? sharedStart(proving) : startTrial(proving, options, undo))),
    plainWrites: async () => (await proving.standing)?.writes() ?? null,
    otherEngines: async () => otherEnginesOf(proving),
    hasReal: (upstream) => proving.neighbours.some((other) => other.plan.service === upstream),
    archive: async (image) => {
      const file = await archiveOf(proving, image);
      if (image === proving.image) proving.contents?.readArchive(file);
      const source = await session.files.open(file);
      sources.push(source);
      return source;
    },
    once: (key, work) => {
      let text = proving.texts.get(key);
      if (text === undefined) proving.texts.set(key, (text = sharedWork(work)));
      return text();
    },
    toolbox: session.toolbox,
    note: noteEvidence,
  };
  const finish = async (): Promise<void> => {
    for (const source of sources) await source.close();
    await listing;
    for (const work of undo.reverse()) await work();
  };
  const disturbed = (patient: boolean): Promise<string | null> =>
    patient ? disturbances.foundInTime(session.engine, session.clock) : disturbances.found(session.engine);
  return { trial, log, disturbed, finish };
}

/**
 * Builds of one run wait for one another. Side by side their steps take each other's freed addresses, and an engine that
 * drops the connections of a freed address then drops a download of its next holder.
 */
async function oneAtATime<T>(proving: Proving, work: () => Promise<T>): Promise<T> {
  const before = proving.building ?? Promise.resolve();
  const own = before.then(work, work);
  proving.building = own.catch(() => {});
  return own;
}

/** One container as the plan says, started once for all claims that only look at it. It lives until the end of the run. */
function sharedStart(proving: Proving): Promise<Running> {
  const { session } = proving;
  proving.shared ??= sharedWork(async () => {
    const undo: (() => Promise<void>)[] = [];
    session.cleanups.add(async () => {
      for (const work of undo.reverse()) await work();
    });
    const options = proving.health === undefined ? {} : { health: proving.health };
    return { ...(await startTrial(proving, options, undo, true)), remove: async () => {} };
  });
  return proving.shared();
}

/** What the engine says of an image. Of the one under proof, which no claim changes, it is asked once. */
function imageOf(proving: Proving, reference: string): ReturnType<Engine["image"]> {
  const { engine } = proving.session;
  if (reference !== proving.image) return engine.image(reference);
  proving.inspected ??= sharedWork(() => engine.image(reference));
  return proving.inspected();
}

async function archiveOf(proving: Proving, image: string): Promise<string> {
  const { session } = proving;
  const info = await imageOf(proving, image);
  const key = info?.id ?? image;
  let saved = proving.archives.get(key);
  if (saved === undefined) {
    saved = sharedWork(async () => {
      const folder = await session.files.temporary("image");
      const file = `${folder}/image.tar`;
      await session.engine.save(image, file);
      return file;
    });
    proving.archives.set(key, saved);
  }
  return saved();
}
