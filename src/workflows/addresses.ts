import type { Upstream } from "../core/facts.ts";
import type { ServicePlan } from "../core/plan.ts";

const defaultPorts: Readonly<Record<Upstream["kind"], number>> = {
  mcp: 8080,
  http: 80,
  postgres: 5432,
  mysql: 3306,
  redis: 6379,
  mongodb: 27017,
  amqp: 5672,
};

/** The port at which an upstream is looked for: the sibling's own, else the one in the code's default, else its kind's. */
export function upstreamPort(upstream: Upstream, sibling: ServicePlan | undefined): number {
  if (sibling !== undefined) return sibling.port;
  const named = /:(\d{1,5})(?:\/|$)/.exec(upstream.default ?? "")?.[1];
  return named === undefined ? defaultPorts[upstream.kind] : Number(named);
}

/**
 * The environment that joins a service to its upstreams by their names on the network. Upstreams that the code can do
 * without (a database URL that defaults to a file) and that no sibling provides are left to their default.
 */
export function upstreamEnvironment(plan: ServicePlan, siblings: readonly ServicePlan[]): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const upstream of plan.upstreams) {
    const sibling = siblings.find((other) => other.service === upstream.name);
    if (upstream.env === null || (sibling === undefined && !upstream.required)) continue;
    if (sibling === undefined && upstream.kind !== "http" && upstream.kind !== "mcp") continue;
    environment[upstream.env] = `http://${upstream.name}:${upstreamPort(upstream, sibling)}`;
  }
  return environment;
}

/** Values for required variables that nothing else sets, so that the service can be started for a proof. */
export function placeholderEnvironment(
  plan: ServicePlan,
  set: Readonly<Record<string, string>>,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const variable of plan.env) {
    if (variable.required && set[variable.name] === undefined) environment[variable.name] = "seaworthy-proof";
  }
  return environment;
}
