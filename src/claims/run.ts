import { CancelledError, SeaworthyError } from "../core/errors/index.ts";
import type { Clock } from "../core/ports/host.ts";
import type { Limits, Trial } from "../core/ports/trial.ts";
import type { CommandEvidence, ControlResult, Proof } from "../core/proof.ts";
import type { Claim, Outcome } from "./define.ts";
import { Sharing } from "./sharing.ts";

/** What a trial is opened for. Its `signal` ends with the claim's time, or when the user cancels. */
export interface TrialRequest {
  readonly claim: string;
  readonly role: "proof" | "control";
  readonly signal: AbortSignal;
}

/** The commands of one trial, filled while it runs. */
export interface TrialLog {
  readonly commands: CommandEvidence[];
}

/** A trial with its log. `finish` removes what the trial made; it is called once, whatever happened. */
export interface OpenedTrial {
  readonly trial: Trial;
  readonly log: TrialLog;
  /** What happened to its containers from outside, if anything; asked where a check failed. Controls fail as a rule, and do not wait. */
  readonly disturbed?: (patient: boolean) => Promise<string | null>;
  readonly finish: () => Promise<void>;
}

export interface ProveAllOptions {
  readonly service: string;
  /** Digest of the image under proof. */
  readonly digest: string;
  readonly open: (request: TrialRequest) => OpenedTrial | Promise<OpenedTrial>;
  /** Runs work so that the commands it starts are kept in the log; plain calling where absent. */
  readonly collecting?: <T>(log: TrialLog, work: () => Promise<T>) => Promise<T>;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  /** Claim ids; empty means all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** Run the negative controls too. */
  readonly controls: boolean;
  /** Claims that run side by side, default 2. */
  readonly concurrency?: number;
  readonly onProof?: (proof: Proof) => void;
  /** What goes before: only claims that are `early` begin meanwhile. No proof is told before its end; its error ends all. */
  readonly after?: Promise<unknown>;
}

/**
 * Proves claims about one service. Answers one proof for each claim asked for, in the claims' order.
 * @throws SeaworthyError claim-unknown for ids that no claim has
 * @throws CancelledError when the user cancels; what the trials made is removed before
 */
export async function proveAll(claims: readonly Claim[], options: ProveAllOptions): Promise<readonly Proof[]> {
  refuseUnknown(claims, [...options.only, ...options.skip]);
  const asked = claims.filter((claim) => isAsked(claim, options));
  const proofs = new Map<string, Proof>();
  const sharing = new Sharing(asked);
  const prove = async (claim: Claim): Promise<void> => {
    const proof = await proveOne(claim, options, sharing);
    sharing.done(claim);
    if (claim.ending === "disturbs" && proof.verdict === "SKIPPED") sharing.spoil();
    await options.after;
    proofs.set(claim.id, proof);
    options.onProof?.(proof);
  };
  const waiting = inOrder(asked.filter((claim) => claim.ending === undefined));
  const early = options.after === undefined ? [] : waiting.filter((claim) => claim.early === true);
  const later = waiting.filter((claim) => !early.includes(claim));
  // The short ones first: what waits is only the builder, which takes one after the other.
  early.sort((one, other) => Number(one.long === true) - Number(other.long === true));
  const lanes = Array.from({ length: Math.max(1, options.concurrency ?? 2) }, async () => {
    for (let claim = early.shift(); claim !== undefined; claim = early.shift()) await prove(claim);
    await options.after;
    for (let claim = later.shift(); claim !== undefined; claim = later.shift()) await prove(claim);
  });
  const last = async (): Promise<void> => {
    await Promise.race([sharing.over, Promise.allSettled(lanes)]);
    // Where a lane broke off, that is told, and nothing more is made.
    if (!sharing.isOver) return;
    await options.after;
    for (const ending of ["disturbs", "ends"])
      for (const claim of asked.filter((one) => one.ending === ending)) await prove(claim);
  };
  // All come to rest before an error is told, so that nothing is left running.
  const ends = await Promise.allSettled([...lanes, last()]);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return asked.flatMap((claim) => proofs.get(claim.id) ?? []);
}

/** Whether a claim is made: an empty `only` means all. */
export function isAsked(claim: Claim, { only, skip }: Pick<ProveAllOptions, "only" | "skip">): boolean {
  return (only.length === 0 || only.includes(claim.id)) && !skip.includes(claim.id);
}

/** Those that wait long first, then those that hold up who ends the shared container. */
function inOrder(claims: readonly Claim[]): readonly Claim[] {
  const rank = (claim: Claim): number => (claim.long === true ? 0 : claim.apart === true ? 2 : 1);
  return claims.toSorted((one, other) => rank(one) - rank(other));
}

function refuseUnknown(claims: readonly Claim[], ids: readonly string[]): void {
  const unknown = ids.filter((id) => !claims.some((claim) => claim.id === id));
  if (unknown.length === 0) return;
  throw new SeaworthyError("claim-unknown", {
    what: `There is no claim ${unknown.join(", ")}.`,
    why: "Claims are named by their ids.",
    todo: `Name some of: ${claims.map((claim) => claim.id).join(", ")}.`,
  });
}

async function proveOne(claim: Claim, options: ProveAllOptions, sharing: Sharing): Promise<Proof> {
  const began = options.clock.now();
  const ran = await runTrial(claim, "proof", options, sharing, claim.prove);
  const control = options.controls ? await controlOf(claim, ran.outcome, options, sharing) : null;
  const proven = control?.verdict !== "DID_NOT_FAIL" || ran.outcome.verdict !== "PASS";
  const { verdict, said, figures, digests } = ran.outcome;
  return {
    claim: claim.id,
    title: claim.title,
    service: options.service,
    verdict: proven ? verdict : "FAIL",
    said: proven
      ? said
      : `the check proves nothing: it did not fail with ${control?.broken ?? ""}; it had said: ${said}`,
    commands: ran.commands,
    digests: [...new Set([options.digest, ...(digests ?? [])].filter((digest) => digest !== ""))],
    figures: figures ?? {},
    control,
    ...("none" in claim.control ? { ownControl: true } : {}),
    ...(ran.outcome.interrupted === undefined ? {} : { interrupted: ran.outcome.interrupted }),
    seconds: (options.clock.now() - began) / 1000,
  };
}

async function controlOf(
  claim: Claim,
  outcome: Outcome,
  options: ProveAllOptions,
  sharing: Sharing,
): Promise<ControlResult | null> {
  const { control } = claim;
  if ("none" in control) return null;
  const { broken } = control;
  if (outcome.verdict === "SKIPPED") return null;
  if (outcome.verdict === "FAIL")
    return { broken, verdict: "SKIPPED", said: "the claim itself did not hold", commands: [] };
  const { outcome: found, commands, threw } = await runTrial(claim, "control", options, sharing, control.prove);
  // An error is no failed check: the control must see the property missing.
  if (threw || found.verdict === "SKIPPED") return { broken, verdict: "SKIPPED", said: found.said, commands };
  return {
    broken,
    verdict: found.verdict === "FAIL" ? "FAILED_AS_IT_MUST" : "DID_NOT_FAIL",
    said: found.said,
    commands,
  };
}

interface Ran {
  readonly outcome: Outcome;
  readonly commands: readonly CommandEvidence[];
  readonly threw: boolean;
}

async function runTrial(
  claim: Claim,
  role: TrialRequest["role"],
  options: ProveAllOptions,
  sharing: Sharing,
  check: Claim["prove"],
): Promise<Ran> {
  options.signal.throwIfAborted();
  const timer = new AbortController();
  const signal = AbortSignal.any([options.signal, timer.signal]);
  const seconds = options.limits.claimSeconds;
  let opened: OpenedTrial | null = null;
  let outcome: Outcome;
  let threw = false;
  try {
    try {
      opened = await options.open({ claim: claim.id, role, signal });
      const { log } = opened;
      const trial = sharing.lending(claim, opened.trial);
      const applies = claim.appliesTo(trial.facts, trial.plan);
      const work = async (): Promise<Outcome> =>
        applies === true ? check(trial) : { verdict: "SKIPPED", said: applies };
      const collecting = options.collecting ?? ((_, run) => run());
      outcome = await within(collecting(log, work), seconds, timer, options);
    } catch (error) {
      threw = true;
      outcome = outcomeOf(error, options.signal);
    }
    if (outcome.verdict === "FAIL") outcome = await undisturbed(outcome, opened, role, options.signal);
  } finally {
    timer.abort();
    await opened?.finish().catch((error: unknown) => refuseUnknownError(error));
  }
  return { outcome, threw, commands: opened?.log.commands ?? [] };
}

/** A failure that something from outside explains is none of the service's. */
async function undisturbed(
  outcome: Outcome,
  opened: OpenedTrial | null,
  role: TrialRequest["role"],
  user: AbortSignal,
): Promise<Outcome> {
  try {
    const disturbance = (await opened?.disturbed?.(role === "proof")) ?? null;
    if (disturbance === null) return outcome;
    return { verdict: "SKIPPED", interrupted: true, said: `${disturbance}; the check had said: ${outcome.said}` };
  } catch (error) {
    // An engine that is gone by now may well have been gone while the check ran.
    return outcomeOf(error, user);
  }
}

/** Races a check against its time; what is left of it when the time is up may fail unseen, as its containers are removed. */
async function within(
  check: Promise<Outcome>,
  seconds: number,
  timer: AbortController,
  options: ProveAllOptions,
): Promise<Outcome> {
  check.catch(() => {});
  const stop = new AbortController();
  const late = options.clock
    .sleep(seconds * 1000, AbortSignal.any([stop.signal, options.signal]))
    .then((): Outcome => ({
      verdict: "SKIPPED",
      said: `not finished within ${seconds} s (limits.claimSeconds), so nothing is known`,
    }));
  late.catch(() => {});
  const cancelled = new Promise<never>((_, reject) => {
    options.signal.addEventListener("abort", () => reject(new CancelledError("cancelled")), {
      once: true,
      signal: stop.signal,
    });
  });
  cancelled.catch(() => {});
  try {
    return await Promise.race([check, late, cancelled]);
  } finally {
    stop.abort();
    timer.abort();
  }
}

/** Errors that tell of the machine rather than of the service. */
const outside = /^(?:engine-|no-engine|no-free-port|disk-full|port-taken|name-taken|command-|registry-|base-)/;

/** Those after which nothing more could be found out. */
const lost: ReadonlySet<string> = new Set(["engine-gone", "disk-full"]);

/** @throws what is not a SeaworthyError, and CancelledError when the user cancelled */
function outcomeOf(error: unknown, user: AbortSignal): Outcome {
  if (user.aborted) throw error instanceof CancelledError ? error : new CancelledError("cancelled");
  if (error instanceof CancelledError) return { verdict: "SKIPPED", said: `cancelled: ${error.message}` };
  if (!(error instanceof SeaworthyError)) throw error;
  const said = [error.message, error.why]
    .filter((part) => part !== "")
    .join(" ")
    .replaceAll(/\s+/g, " ")
    .slice(0, 500);
  if (lost.has(error.code)) return { verdict: "SKIPPED", interrupted: true, said };
  return { verdict: outside.test(error.code) ? "SKIPPED" : "FAIL", said };
}

function refuseUnknownError(error: unknown): void {
  if (!(error instanceof SeaworthyError) && !(error instanceof CancelledError)) throw error;
}
