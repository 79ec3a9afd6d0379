import type { Session } from "./session.ts";

/** Milliseconds between probes, and between looks at the container's state, which cost a process each. */
const PAUSE = 60;
const STATE_EVERY = 2000;

/** Whether a service became ready, and if not, why, with the end of its log. */
export interface Readiness {
  readonly ready: boolean;
  readonly said: string;
}

/**
 * Waits until a container answers at a URL with less than 500, has ended, or the limit (ms) has passed. Probes directly:
 * the engine's own health check first runs after a whole interval.
 */
export async function awaitReady(
  session: Session,
  container: string,
  url: string,
  limitMs: number,
): Promise<Readiness> {
  const until = session.clock.now() + limitMs;
  let last = "no probe was made";
  // A first look soon: most of what fails, fails at once.
  let look = session.clock.now() + STATE_EVERY / 4;
  while (session.clock.now() < until) {
    if (session.clock.now() >= look) {
      look = session.clock.now() + STATE_EVERY;
      const state = await session.engine.container(container);
      if (state === null) return { ready: false, said: "the container is gone" };
      if (state.status === "exited" || state.status === "dead") {
        const why = state.oomKilled
          ? "was killed for want of memory"
          : `ended with exit code ${state.exitCode ?? "unknown"}`;
        return { ready: false, said: `the container ${why}; its log ends: ${await tail(session, container)}` };
      }
    }
    const left = Math.max(100, Math.min(2000, until - session.clock.now()));
    const answer = await session.net.get(url, { timeoutMs: left });
    if (answer.error === null && answer.status < 500) return { ready: true, said: `${answer.status} from ${url}` };
    last = answer.error ?? `${answer.status} ${answer.body.slice(0, 200)}`;
    await session.clock.sleep(PAUSE, session.signal);
  }
  const seconds = Math.round(limitMs / 100) / 10;
  return {
    ready: false,
    said: `not ready after ${seconds} s (${last}); its log ends: ${await tail(session, container)}`,
  };
}

async function tail(session: Session, container: string): Promise<string> {
  const text = (await session.engine.logs(container, { tail: 15 })).trim();
  return text === "" ? "(empty)" : text;
}
