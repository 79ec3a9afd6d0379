import type { Command, Output, Spawn } from "../core/ports/process.ts";

/** A command as it starts and as it ends; `output` is null where it could not be started or was cancelled. */
export interface SpawnEvents {
  readonly started?: (command: Command) => void;
  readonly ended?: (command: Command, output: Output | null, seconds: number) => void;
}

/** The same door with a watcher beside it: tests and the timeline see each command that goes through. */
export function observe(spawn: Spawn, events: SpawnEvents): Spawn {
  return async (command) => {
    const began = performance.now();
    events.started?.(command);
    let output: Output | null = null;
    try {
      output = await spawn(command);
      return output;
    } finally {
      events.ended?.(command, output, (performance.now() - began) / 1000);
    }
  };
}

/** Seconds during which at least one engine command was under way: two at a time count once. */
export class EngineTime {
  private readonly now: () => number;
  private under = 0;
  private since = 0;
  private done = 0;

  /** `now` answers milliseconds that only grow. */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  readonly events: SpawnEvents = {
    started: () => {
      if (this.under === 0) this.since = this.now();
      this.under += 1;
    },
    ended: () => {
      this.under -= 1;
      if (this.under === 0) this.done += this.now() - this.since;
    },
  };

  get seconds(): number {
    return (this.done + (this.under > 0 ? this.now() - this.since : 0)) / 1000;
  }
}
