import type { HttpAnswer } from "../core/ports/host.ts";
import type { Running, Trial } from "../core/ports/trial.ts";
import { until } from "./probes.ts";

/** Time within which the engine wants a health answer. */
export function seconds(trial: Trial): number {
  return trial.plan.health?.timeoutSeconds ?? 3;
}

export function health(trial: Trial, running: Running): Promise<HttpAnswer> {
  return running.get(trial.plan.health?.route ?? "/", seconds(trial) * 1000);
}

/** The words of an answer: figures, times and identifiers change from one to the next without meaning. */
export function words(answer: HttpAnswer): string {
  return `${answer.status} ${answer.body.replaceAll(/\d[\d.:TZ+-]*/g, "#")}`;
}

/**
 * What health says in the container beside which the upstream always was up, twice in a row as a connection may just be
 * made; null where that is what it says without one, too.
 */
export async function whileUp(trial: Trial, alone: HttpAnswer): Promise<HttpAnswer | null> {
  const running = await trial.start();
  if (!running.ready) return null;
  let last = alone;
  const look = async (): Promise<HttpAnswer | null> => {
    const now = await health(trial, running);
    const same = words(now) === words(last);
    last = now;
    return now.status !== 0 && same && words(now) !== words(alone) ? now : null;
  };
  return until(trial, 10, look, 500);
}

export function differs(up: HttpAnswer, now: HttpAnswer): true | null {
  return now.status !== 0 && words(now) !== words(up) ? true : null;
}

export function alike(up: HttpAnswer, now: HttpAnswer): true | null {
  return words(now) === words(up) ? true : null;
}
