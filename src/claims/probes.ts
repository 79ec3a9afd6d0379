import type { ServiceFacts } from "../core/facts.ts";
import type { ServicePlan } from "../core/plan.ts";
import type { HttpAnswer } from "../core/ports/host.ts";
import type { Running, Trial } from "../core/ports/trial.ts";
import { skipped, type Outcome } from "./define.ts";

/** The routes that may be asked for unasked: those marked safe, else the health route, else `/`. */
export function safeRoutes(facts: ServiceFacts, plan: ServicePlan): readonly string[] {
  const safe = facts.routes
    .filter((route) => route.safe && route.method.toUpperCase() === "GET")
    .map((route) => route.path);
  const routes = safe.length > 0 ? safe : [plan.health?.route ?? facts.health ?? "/"];
  return [...new Set(routes)];
}

/** What is wrong with an answer to a safe route, or null. A route may ask for a login, and a health route may say degraded. */
export function complaint(answer: HttpAnswer, health: boolean): string | null {
  if (answer.status === 0) return answer.error ?? "no answer";
  const fine =
    (answer.status >= 200 && answer.status < 400) ||
    answer.status === 401 ||
    answer.status === 403 ||
    (health && answer.status === 503);
  if (!fine) return `${answer.status}`;
  const type = answer.headers["content-type"] ?? "";
  return /\bjson\b/i.test(type) && !isJson(answer.body)
    ? `${answer.status} with a body that is not the JSON it says`
    : null;
}

function isJson(body: string): boolean {
  // A bounded reader may have cut a long body.
  if (body.length >= 65536) return /^\s*[[{"\dtfn-]/.test(body);
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

/** Asks a running service for each route; answers what went wrong, as `PATH: what`. */
export async function drive(
  trial: Trial,
  running: Running,
  routes: readonly string[],
  from: "host" | "sibling" = "host",
): Promise<readonly string[]> {
  const answers = from === "host" ? await fromHost(running, routes) : await running.getFromSibling(routes);
  return routes.flatMap((path, at) => {
    const answer = answers[at];
    const found = answer === undefined ? "no answer" : complaint(answer, path === trial.plan.health?.route);
    return found === null ? [] : [`${path}: ${found}`];
  });
}

async function fromHost(running: Running, routes: readonly string[]): Promise<readonly HttpAnswer[]> {
  const answers: HttpAnswer[] = [];
  for (const path of routes) answers.push(await running.get(path));
  return answers;
}

/** The outcome for a service that a check needs ready and that is not: the claim `starts` tells of it as a failure. */
export function notReady(running: Running): Outcome {
  return skipped(
    `the service does not get ready, so this cannot be checked: ${running.said.replaceAll(/\s+/g, " ").slice(0, 200)}`,
  );
}

/** Waits until a look answers something, at most `seconds`; null when it never did. */
export async function until<T>(
  trial: Trial,
  seconds: number,
  look: () => Promise<T | null>,
  pauseMs = 300,
): Promise<T | null> {
  const end = trial.clock.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (trial.clock.now() >= end) return null;
    await trial.clock.sleep(pauseMs, trial.signal);
  }
}
