import type { ContainerState } from "../core/ports/engine.ts";
import type { Session } from "./session.ts";

/** Milliseconds between probes, and between looks at the container's state, which cost a process each. */
const PAUSE = 60;
const STATE_EVERY = 2000;

/** What waiting asks of a session. */
type Asking = Pick<Session, "engine" | "net" | "clock" | "signal">;

/** Whether a service became ready, and if not, why, with the end of its log. */
export interface Readiness {
  readonly ready: boolean;
  readonly said: string;
}

/**
 * Waits until a container answers at a URL with less than 500, has ended, or the limit (ms) has passed. Probes directly:
 * the engine's own health check first runs after a whole interval.
 */
export async function awaitReady(session: Asking, container: string, url: string, limitMs: number): Promise<Readiness> {
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
        return { ready: false, said: `the container ${endOf(state)}; its log ends: ${await tail(session, container)}` };
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

/** Of a container that ended. Docker never hears of a memory limit that is met before it watches the container, just after its start. */
function endOf({ oomKilled, exitCode }: ContainerState): string {
  if (oomKilled) return "was killed for want of memory";
  if (exitCode === 137) return "was killed (exit code 137), as it is by a memory limit or by someone's kill";
  return `ended with exit code ${exitCode ?? "unknown"}`;
}

async function tail(session: Asking, container: string): Promise<string> {
  const text = (await session.engine.logs(container, { tail: 15 })).trim();
  return text === "" ? "(empty)" : text;
}
