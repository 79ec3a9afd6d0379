import type { ContainerState, Engine } from "../core/ports/engine.ts";
import type { Clock } from "../core/ports/host.ts";
import type { Running } from "../core/ports/trial.ts";

/** Containers of one trial, and which of them the trial itself has ended or frozen. */
export class Disturbances {
  private readonly watched = new Map<string, Running>();
  private readonly own = new Set<string>();

  /** The same container; that the trial removes it is known. */
  watch(running: Running): Running {
    this.watched.set(running.name, running);
    return {
      ...running,
      remove: () => {
        this.own.add(running.name);
        return running.remove();
      },
    };
  }

  /** The same engine; whom the trial stops, kills, pauses or removes is known. */
  noting(engine: Engine): Engine {
    const note = (container: string): void => {
      for (const { id, name } of this.watched.values()) if (container === id || container === name) this.own.add(name);
    };
    const noted = <A extends readonly unknown[], T>(work: (container: string, ...rest: A) => T) => {
      return (container: string, ...rest: A): T => {
        note(container);
        return work(container, ...rest);
      };
    };
    return {
      ...engine,
      stop: noted(engine.stop),
      kill: noted(engine.kill),
      pause: noted(engine.pause),
      remove: (kind, name) => {
        note(name);
        return engine.remove(kind, name);
      },
    };
  }

  /** What happened to a container from outside, so that what was seen says nothing of the service; null where nothing did. */
  async found(engine: Engine): Promise<string | null> {
    for (const { name } of this.watched.values()) {
      if (this.own.has(name)) continue;
      const said = disturbanceOf(await engine.container(name));
      if (said !== null) return `the container ${name} ${said} while it was looked at, so nothing is known`;
    }
    return null;
  }

  /** The same, looked for again after a moment: an engine hears of a process's end later than its client. */
  async foundInTime(engine: Engine, clock: Clock): Promise<string | null> {
    const found = await this.found(engine);
    if (found !== null || this.watched.size === 0) return found;
    await clock.sleep(moment);
    return this.found(engine);
  }
}

/** Milliseconds within which an engine knows that a container has ended. */
const moment = 700;

/** Exit code of a process that was ended by SIGKILL. */
const killed = 137;

function disturbanceOf(state: ContainerState | null): string | null {
  if (state === null || state.status === "dead") return "was removed";
  if (state.status === "paused") return "was frozen";
  if (state.oomKilled) return "was killed for want of memory";
  return state.status === "exited" && state.exitCode === killed ? `was killed (exit code ${killed})` : null;
}
