import { upstreamEnvironment, placeholderEnvironment } from "./addresses.ts";
import { type EvidenceLog, noteEvidence } from "./evidence.ts";
import { hardening } from "./hardening.ts";
import { type Neighbour, ProvingNetwork, uniqueName } from "./providers.ts";
import { awaitReady } from "./ready.ts";
import { type Session, transient } from "./session.ts";
import { buildVariant } from "./variant.ts";
import type { ServiceFacts } from "../core/facts.ts";
import type { ServicePlan, Stage } from "../core/plan.ts";
import type { ByteSource } from "../core/ports/host.ts";
import type { Limits, Running, StartOptions, Trial } from "../core/ports/trial.ts";

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
  readonly archives: Map<string, Promise<string>>;
}

/** A trial for one claim; `finish` removes what it made and answers the evidence. */
export function openTrial(proving: Proving): { trial: Trial; log: EvidenceLog; finish: () => Promise<void> } {
  const { session, plan } = proving;
  const log: EvidenceLog = { commands: [] };
  const undo: (() => Promise<void>)[] = [];
  const sources: ByteSource[] = [];
  const trial: Trial = {
    engine: session.engine,
    net: session.net,
    clock: session.clock,
    files: session.files,
    facts: proving.facts,
    plan,
    image: proving.image,
    folder: proving.folder,
    dockerfileText: proving.dockerfileText,
    limits: proving.limits,
    signal: session.signal,
    hostCertificates: session.hostCertificates,
    build: (variant) => buildVariant(proving, variant, undo),
    start: (options) => start(proving, options ?? {}, undo),
    archive: async (image) => {
      const source = await session.files.open(await archiveOf(proving, image));
      sources.push(source);
      return source;
    },
    toolbox: session.toolbox,
    note: noteEvidence,
  };
  const finish = async (): Promise<void> => {
    for (const source of sources) await source.close();
    for (const work of undo.reverse()) await work();
  };
  return { trial, log, finish };
}

async function archiveOf(proving: Proving, image: string): Promise<string> {
  const { session } = proving;
  const info = await session.engine.image(image);
  const key = info?.id ?? image;
  let saved = proving.archives.get(key);
  if (saved === undefined) {
    saved = (async () => {
      const folder = await session.files.temporary("image");
      const file = `${folder}/image.tar`;
      await session.engine.save(image, file);
      return file;
    })();
    proving.archives.set(key, saved);
  }
  return saved;
}

async function start(proving: Proving, options: StartOptions, undo: (() => Promise<void>)[]): Promise<Running> {
  const { session, plan } = proving;
  const network = await ProvingNetwork.create(session, proving.neighbours);
  undo.push(() => network.remove());
  for (const upstream of plan.upstreams) {
    await network.provide(plan, upstream.name, options.upstreams?.[upstream.name] ?? null);
  }
  const image = options.image ?? proving.image;
  const name = uniqueName(session, plan.service);
  const remove = session.cleanups.add(() => session.engine.remove("container", name));
  undo.push(remove);
  const joined = upstreamEnvironment(plan, proving.neighbours.map((other) => other.plan));
  for (const unwanted of options.withoutEnv ?? []) delete joined[unwanted];
  const env = { ...placeholderEnvironment(plan, joined), ...joined, ...options.env };
  const began = session.clock.now();
  const id = await session.engine.run({
    image,
    name,
    env,
    network: network.name,
    networkAliases: [plan.service],
    publish: { [plan.port]: 0 },
    publishAddress: "127.0.0.1",
    labels: transient(session),
    ...(options.hardened === false ? {} : hardening(plan, options.withoutWritable)),
    ...(options.health === undefined ? {} : { health: options.health }),
    ...(options.user === undefined ? {} : { user: options.user }),
    ...(options.command === undefined ? {} : { command: options.command }),
    ...(options.entrypoint === undefined ? {} : { entrypoint: options.entrypoint }),
  });
  const route = plan.health?.route ?? "/";
  const state = await session.engine.container(name);
  const url = `http://127.0.0.1:${state?.ports[plan.port] ?? 0}`;
  const limit = (options.readySeconds ?? proving.limits.readySeconds) * 1000;
  const outcome =
    options.wait === false ? { ready: false, said: "not waited for" } : await awaitReady(session, name, url + route, limit);
  return {
    id,
    name,
    image,
    url,
    siblingUrl: `http://${plan.service}:${plan.port}`,
    ready: outcome.ready,
    secondsToReady: (session.clock.now() - began) / 1000,
    said: outcome.said,
    get: async (path, timeoutMs = 5000) => {
      const answer = await session.waiting.during(() => session.net.get(url + path, { timeoutMs }));
      noteEvidence({
        command: `curl -sS --max-time ${timeoutMs / 1000} ${url}${path}`,
        exitCode: answer.error === null ? 0 : 1,
        output: answer.error ?? `${answer.status} ${answer.body.slice(0, 400)}`,
        seconds: answer.seconds,
      });
      return answer;
    },
    getFromSibling: (path, timeoutMs = 5000) => network.get(`http://${plan.service}:${plan.port}${path}`, timeoutMs),
    exec: (argv, execOptions) => session.engine.exec(name, argv, execOptions),
    logs: () => session.engine.logs(name),
    setUpstream: (upstream, fault) => network.provide(plan, upstream, fault),
    remove,
  };
}
