import type { ServicePlan, Stage } from "../core/plan.ts";
import type {
  BuiltImage,
  ClaimChoice,
  ProveOptions,
  ProveResult,
  Run,
  ServiceProofs,
} from "../core/ports/workflows.ts";
import type { Proof } from "../core/proof.ts";
import { allClaims, isAsked, proveAll } from "../claims/index.ts";
import { renderDockerfile } from "../generate/index.ts";
import { type AppService, type Application, loadApplication, withDependencies } from "./application.ts";
import { baseReferences, buildService, dockerfileOf, ensureBases } from "./build.ts";
import type { Context, PresentBase } from "./context.ts";
import { collecting } from "./evidence.ts";
import { checkSettings, defaultLimits, proveSettings } from "./prove-config.ts";
import { Watch } from "./necessary.ts";
import { withSession } from "./open-session.ts";
import type { KeptContents } from "./kept-contents.ts";
import type { Neighbour } from "./providers.ts";
import type { Session } from "./session.ts";
import { Steps } from "./steps.ts";
import { openTrial, type Proving, type Stood } from "./trial.ts";

/** Claims that run side by side: most of each one's time is waiting for a container. */
const CONCURRENCY = 4;

/** Proves the claims of each service that was asked for, against images built now. */
export async function prove(context: Context, options: ProveOptions, run: Run): Promise<ProveResult> {
  const application = await loadApplication(context, options.path);
  await checkSettings(context, application.asked, options);
  const steps = new Steps(context, run);
  return withSession(context, run, async (session) => {
    const { images } = await buildAll(context, session, steps, application, application.asked);
    const services: ServiceProofs[] = [];
    for (const service of application.asked) {
      const image = images.get(service.plan.service);
      if (image === undefined) continue;
      const watch = new Watch();
      const choice = { ...options, thorough: true, ...(options.only.length === 0 ? { beside: watch.beside } : {}) };
      const proofs = await proveService(context, session, run, application, service, images, choice);
      // The claims asked for are about another service of the stack.
      if (proofs.length === 0 && options.only.length > 0) continue;
      const { plan } = service;
      const { necessary } = watch;
      services.push({ service: plan.service, path: plan.path, image, proofs, diagnoses: [], necessary });
    }
    return { services };
  });
}

/** Builds the services and all that they need, dependencies first. */
export async function buildAll(
  context: Context,
  session: Session,
  steps: Steps,
  application: Application,
  asked: readonly AppService[],
): Promise<{ readonly images: Map<string, BuiltImage>; readonly bases: readonly PresentBase[] }> {
  const needed = [...new Set(asked.flatMap((service) => withDependencies(application, service)))];
  const bases = await ensureBases(
    context,
    session,
    steps,
    needed,
    needed.flatMap((service) => comparisonBases(service.plan)),
  );
  const images = new Map<string, BuiltImage>();
  for (const service of needed) {
    images.set(
      service.plan.service,
      await buildService(context, session, steps, service, { tag: null, noCache: false }),
    );
  }
  return { images, bases };
}

/** The images that the single-stage build and the other variants of a plan start from. */
export function comparisonBases(plan: ServicePlan): readonly string[] {
  const texts = [plan.singleStage, plan.withDevDependencies ?? []].filter((list) => list.length > 0);
  return texts.flatMap((list) => baseReferences(renderDockerfile({ ...plan, stages: list })));
}

export function renderStages(list: readonly Stage[], plan: ServicePlan): string {
  return renderDockerfile({ ...plan, stages: list });
}

/** What there is besides the image when a service is proved. */
export interface Before {
  /** Where what a record keeps of the images is read into; absent where no record is written. */
  readonly contents?: KeptContents;
  /** The service's run before, and what it left; claims that need neither begin meanwhile. */
  readonly standing?: Promise<Stood | null>;
}

/** Which claims are made, and what goes on beside them. */
export interface ProveChoice extends ClaimChoice {
  readonly thorough?: boolean;
  /** Other work on the same images, done at the same time. */
  readonly beside?: (proving: Proving) => Promise<void>;
}

export async function provingOf(
  context: Context,
  session: Session,
  application: Application,
  service: AppService,
  images: ReadonlyMap<string, BuiltImage>,
  run: Run,
  { contents, standing }: Before = {},
): Promise<Proving> {
  const neighbours: Neighbour[] = [];
  for (const other of application.services) {
    const image = images.get(other.plan.service);
    if (other !== service && image !== undefined) neighbours.push({ plan: other.plan, image: image.tag });
  }
  return {
    session,
    facts: service.facts,
    plan: service.plan,
    image: images.get(service.plan.service)?.tag ?? `${service.plan.image}:latest`,
    folder: service.folder,
    dockerfileText: await dockerfileOf(context, service),
    limits: defaultLimits,
    neighbours,
    render: renderStages,
    archives: new Map(),
    texts: new Map(),
    contents,
    standing,
    elsewhere: {
      engines: () => context.otherEngines(session.engine),
      bases: async (engine, references) => void (await context.bases(engine, references, run, () => {})),
    },
  };
}

/** Claims that the loop does not make about a service, and why: they say nothing that could be false of it, or cost more builds and starts. */
export function notClaimed(
  service: AppService,
  asked: readonly string[],
): readonly { step: string; because: string }[] {
  return allClaims.flatMap((claim) => {
    const applies = claim.appliesTo(service.facts, service.plan);
    if (applies !== true) return [{ step: `claim ${claim.id}`, because: applies }];
    const left = claim.thorough === true && !asked.includes(claim.id);
    return left ? [{ step: `claim ${claim.id}`, because: `seaworthy prove makes it, and --only ${claim.id}` }] : [];
  });
}

/** Proves one service: the claims that apply to it, and those that were asked for by name. Each proof is told to the observer as it comes. */
export async function proveService(
  context: Context,
  session: Session,
  run: Run,
  application: Application,
  service: AppService,
  images: ReadonlyMap<string, BuiltImage>,
  choice: ProveChoice,
  before: Before = {},
): Promise<readonly Proof[]> {
  const { limits, claims, ...asked } = await proveSettings(context, service, choice);
  const all = [...allClaims, ...claims];
  // What another service of the stack claims of itself is no claim of this one.
  const only = asked.only.filter((id) => all.some((claim) => claim.id === id));
  if (only.length === 0 && asked.only.length > 0) return [];
  const made = all.filter(
    (claim) =>
      only.includes(claim.id) ||
      claims.includes(claim) ||
      (claim.appliesTo(service.facts, service.plan) === true && (choice.thorough === true || claim.thorough !== true)),
  );
  const skip = asked.skip.filter((id) => made.some((claim) => claim.id === id));
  const health = made.find((claim) => isAsked(claim, { only, skip }) && claim.health !== undefined)?.health;
  const shared = await provingOf(context, session, application, service, images, run, before);
  const proving = { ...shared, limits, health };
  const beside = Promise.resolve(before.standing).then(() => choice.beside?.(proving));
  const claimed = proveAll(made, {
    service: service.plan.service,
    open: ({ signal }) => openTrial(proving, signal),
    collecting,
    digest: images.get(service.plan.service)?.digest ?? "",
    clock: context.clock,
    limits: proving.limits,
    concurrency: CONCURRENCY,
    signal: run.signal,
    onProof: (proof) => run.observer.on({ kind: "proof", proof }),
    controls: choice.controls,
    ...(before.standing === undefined ? {} : { after: before.standing }),
    only,
    skip,
  });
  // Both come to rest; the claims' own failure goes first.
  await Promise.allSettled([claimed, beside]);
  const proofs = await claimed;
  await beside;
  return proofs;
}
