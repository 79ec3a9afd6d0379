import type { ServiceFacts, Upstream } from "../core/facts.ts";
import type { ServicePlan, StackPlan } from "../core/plan.ts";
import type { EngineKind } from "../core/ports/engine.ts";
import { typedCommand } from "./command-line.ts";

export interface TestSubject {
  readonly plan: ServicePlan;
  /** Where the routes are; without it `/` is asked. */
  readonly facts: ServiceFacts | null;
  /** The stack that the service belongs to; its network and the services it needs come from there. */
  readonly stack: StackPlan | null;
  readonly engine: EngineKind;
  /** False leaves the network and the dependencies out, for a stack that is already up. */
  readonly withDependencies: boolean;
}

/**
 * The commands, as typed in the service's folder, that prove the service: network and dependencies first where they are needed, then its build,
 * its run, and a request to `/` and to its health route.
 */
export function testsFor(subject: TestSubject): readonly string[] {
  const { plan, stack, engine } = subject;
  const needed = stack === null || !subject.withDependencies ? [] : dependencies(plan, stack);
  const typed = (...argv: readonly string[]): string => typedCommand([engine, ...argv]);
  const network = stack?.network ?? null;
  return [
    ...(network !== null && subject.withDependencies ? [typed("network", "create", network)] : []),
    ...needed.flatMap((one) => [
      typed("build", "-t", `${one.image}:latest`, relative(plan.path, one.path)),
      typed(...runArguments(one, stack, false)),
    ]),
    typed("build", "-t", `${plan.image}:latest`, "."),
    typed(...runArguments(plan, stack, true)),
    ...probes(subject).map((path) => typedCommand(["curl", `http://localhost:${plan.port}${path}`])),
  ];
}

/** The services of the stack that a service calls, the deepest first, each once. */
export function dependencies(plan: ServicePlan, stack: StackPlan): readonly ServicePlan[] {
  const found = new Set<ServicePlan>();
  const visit = (one: ServicePlan): void => {
    for (const upstream of one.upstreams) {
      const sibling = siblingOf(upstream, stack);
      if (sibling === null || sibling.service === plan.service || found.has(sibling)) continue;
      visit(sibling);
      found.add(sibling);
    }
  };
  visit(plan);
  return [...found];
}

/** The address under which a sibling answers an upstream, in the shape of the upstream's default: `http://mcp-server:8080`. */
export function upstreamAddress(upstream: Upstream, sibling: ServicePlan): string {
  const shape = upstream.default ?? "";
  const mark = shape.indexOf("://");
  const scheme = mark > 0 && /^[a-z][a-z0-9+.-]*$/i.test(shape.slice(0, mark)) ? shape.slice(0, mark) : null;
  const authority = scheme === null ? "" : shape.slice(mark + 3);
  const end = authority.search(/[/?#]/);
  const rest = end === -1 ? "" : authority.slice(end);
  return `${scheme ?? "http"}://${sibling.service}:${sibling.port}${rest === "/" ? "" : rest}`;
}

function siblingOf(upstream: Upstream, stack: StackPlan): ServicePlan | null {
  return stack.services.find((one) => one.service === upstream.name) ?? null;
}

function runArguments(plan: ServicePlan, stack: StackPlan | null, published: boolean): readonly string[] {
  const variables: string[] = [];
  const addressed = new Set<string>();
  for (const upstream of plan.upstreams) {
    const sibling = stack === null ? null : siblingOf(upstream, stack);
    if (upstream.env === null || sibling === null || addressed.has(upstream.env)) continue;
    addressed.add(upstream.env);
    variables.push("-e", `${upstream.env}=${upstreamAddress(upstream, sibling)}`);
  }
  for (const variable of plan.env) {
    // Without a value the engine takes it from the shell: a secret is never typed into a record.
    if (variable.required && !addressed.has(variable.name)) variables.push("-e", variable.name);
  }
  return [
    "run",
    "-d",
    ...(stack === null ? [] : ["--network", stack.network]),
    "--name",
    plan.service,
    ...(published ? ["-p", `${plan.port}:${plan.port}`] : []),
    ...variables,
    `${plan.image}:latest`,
  ];
}

function probes({ plan, facts }: TestSubject): readonly string[] {
  const health = plan.health?.route ?? facts?.health ?? null;
  const safe = facts?.routes.filter((route) => route.safe && route.method === "GET").map((route) => route.path) ?? [];
  const first = facts === null || safe.length === 0 || safe.includes("/") ? "/" : safe[0];
  return [...new Set([...(first === undefined ? [] : [first]), ...(health === null ? [] : [health])])];
}

/** A folder as it is written from another one, both relative to the same root. */
function relative(from: string, to: string): string {
  const parts = (path: string): string[] => path.split("/").filter((part) => part !== "" && part !== ".");
  const start = parts(from);
  const end = parts(to);
  let same = 0;
  while (same < start.length && same < end.length && start[same] === end[same]) same += 1;
  return [...start.slice(same).map(() => ".."), ...end.slice(same)].join("/") || ".";
}
