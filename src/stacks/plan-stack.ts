import { SeaworthyError } from "../core/errors/index.ts";
import type { ServiceFacts, StackFacts } from "../core/facts.ts";
import type { FinalBase, ServicePlan, StackPlan } from "../core/plan.ts";
import { stacks } from "./all.gen.ts";
import { detailText } from "./detail.ts";
import { engineName, stackNameOf } from "./naming.ts";

export interface PlanOptions {
  /** The folder's name: the stack's name where there are several services. */
  readonly name: string;
  /** What each service's final stage is to stand on; `slim` where absent. */
  readonly baseOf?: (service: ServiceFacts) => FinalBase;
}

/**
 * The containers of all services, and the network that joins them.
 * @throws SeaworthyError where one of them cannot be built, such as a lock that is missing
 */
export function planStack(facts: StackFacts, options: PlanOptions): StackPlan {
  const name = nameOf(facts, options.name);
  return {
    name,
    network: `${name}-network`,
    services: inOrder(facts.services).map((service) => planService(service, facts, name, options.baseOf?.(service))),
  };
}

/** The container of one service, seen among its siblings. */
export function planService(
  service: ServiceFacts,
  facts: StackFacts,
  stack: string,
  base: FinalBase = "slim",
): ServicePlan {
  const unit = stacks.find((s) => s.owns(service));
  if (unit === undefined) {
    throw new SeaworthyError("stack-unknown", {
      what: `No stack plans ${service.framework} services.`,
      why: "The facts are of another version.",
      todo: "Run `seaworthy detect` again.",
    });
  }
  return unit.plan(service, { stack, siblings: facts.services.filter((other) => other !== service), base });
}

function nameOf(facts: StackFacts, folder: string): string {
  const [only, ...others] = facts.services;
  const isAlone = only !== undefined && others.length === 0 && only.path === ".";
  return isAlone ? stackNameOf(folder, detailText(only, "project")) : engineName(folder);
}

/** Services after what they need; where needs go in a circle, by path. */
function inOrder(services: readonly ServiceFacts[]): ServiceFacts[] {
  const done: ServiceFacts[] = [];
  const visit = (service: ServiceFacts, trail: readonly ServiceFacts[]): void => {
    if (done.includes(service) || trail.includes(service)) return;
    for (const upstream of service.upstreams) {
      const needed = services.find((other) => other.name === upstream.name && other !== service);
      if (needed !== undefined) visit(needed, [...trail, service]);
    }
    done.push(service);
  };
  for (const service of services) visit(service, []);
  return done;
}
