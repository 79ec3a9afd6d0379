import type { Considered, ServiceFacts } from "../core/facts.ts";
import type { FinalBase, ServicePlan } from "../core/plan.ts";
import type { Unit } from "../core/unit.ts";
import type { Folder } from "./folder.ts";

/** How sure a stack is that a folder is its own, and the files that say so. */
export interface Recognition {
  /** From 1 (a bare manifest) to 100 (nothing else could be meant). Compared between stacks; never "first wins". */
  readonly score: number;
  readonly file: string;
  readonly line: number;
  readonly because: string;
}

export interface Detection {
  readonly facts: ServiceFacts;
  /** Files relative to the service's folder. */
  readonly considered: readonly Considered[];
}

export interface PlanContext {
  readonly stack: string;
  readonly siblings: readonly ServiceFacts[];
  /** What the final stage stands on; a stack that has no minimal form plans its usual one. */
  readonly base?: FinalBase | undefined;
}

/** A language and framework family: how to know it, what to read of it, and the container that it wants. */
export interface Stack extends Unit {
  /** Null where the folder is not of this stack. */
  recognise(folder: Folder): Recognition | null;
  /**
   * @throws SeaworthyError where the folder is of this stack, and what must be known is not found
   */
  detect(folder: Folder): Detection;
  /** Whether facts came from this stack. */
  owns(facts: ServiceFacts): boolean;
  /** @throws SeaworthyError where no container can be built from the facts, such as a lock that is missing */
  plan(facts: ServiceFacts, context: PlanContext): ServicePlan;
}

export function defineStack(stack: Stack): Stack {
  return stack;
}

export type { Considered, ServiceFacts };
