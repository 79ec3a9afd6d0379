import type { ServiceFacts } from "../core/facts.ts";
import type { ServicePlan } from "../core/plan.ts";
import type { HealthTiming } from "../core/ports/engine.ts";
import type { Trial } from "../core/ports/trial.ts";
import type { Verdict } from "../core/proof.ts";
import type { Unit } from "../core/unit.ts";

/** What a check found. `said` is one line: the figure or the reason. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly said: string;
  readonly figures?: Readonly<Record<string, number>>;
  /** The engine or the container was lost on the way. */
  readonly interrupted?: true;
  /** Images it ran against, besides the one under proof. */
  readonly digests?: readonly string[];
}

/** The same check with the property broken: it holds when `prove` answers FAIL. */
export interface Control {
  /** What is broken, in words. */
  readonly broken: string;
  readonly prove: (trial: Trial) => Promise<Outcome>;
}

/** A statement about a container that can be proved. */
export interface Claim extends Unit {
  /** True, or why the claim does not apply to this service. */
  readonly appliesTo: (facts: ServiceFacts, plan: ServicePlan) => true | string;
  /** Waits for most of its time: started before the others. */
  readonly long?: boolean;
  /** Needs nothing but the folder and the engine: may begin while the service is first run, where that leaves a processor idle. */
  readonly early?: boolean;
  /** Costs builds or starts of its own: `prove` makes it, and the loop where it is asked for by name. */
  readonly thorough?: boolean;
  /** Starts containers of its own or none, and never looks at the one that the claims share. */
  readonly apart?: boolean;
  /** Disturbs or ends the container that the claims share: made after all that may look at it, beside those that are `apart`. */
  readonly ending?: "disturbs" | "ends";
  /** How quickly the health of the shared container is checked where this claim is made; not at all where none asks for it. */
  readonly health?: HealthTiming;
  readonly prove: (trial: Trial) => Promise<Outcome>;
  readonly control: Control | { readonly none: string };
}

/** Types a claim's data; the folder's list is generated from the default exports. */
export function defineClaim(claim: Claim): Claim {
  return claim;
}

export function holds(said: string, figures?: Readonly<Record<string, number>>): Outcome {
  return { verdict: "PASS", said, ...(figures === undefined ? {} : { figures }) };
}

export function fails(said: string, figures?: Readonly<Record<string, number>>): Outcome {
  return { verdict: "FAIL", said, ...(figures === undefined ? {} : { figures }) };
}

export function skipped(said: string): Outcome {
  return { verdict: "SKIPPED", said };
}

/** At most `limit` items in words, and how many more there are. */
export function listed(items: readonly string[], limit = 5): string {
  const shown = items.slice(0, limit).join(", ");
  return items.length > limit ? `${shown} and ${items.length - limit} more` : shown;
}

export function always(): true {
  return true;
}
