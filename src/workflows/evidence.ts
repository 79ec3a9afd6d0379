import { AsyncLocalStorage } from "node:async_hooks";

import type { Clock } from "../core/ports/host.ts";
import type { Output, Spawn } from "../core/ports/process.ts";
import type { CommandEvidence } from "../core/proof.ts";

/** Characters of a command's output that are kept as evidence. */
const KEPT = 4000;

/** The commands that ran, and the time that was spent in them, for one proof or one step. */
export interface EvidenceLog {
  readonly commands: CommandEvidence[];
}

const current = new AsyncLocalStorage<EvidenceLog>();

/** Runs work so that each command it starts, however deep, is kept in the log. Nested logs keep their own. */
export function collecting<T>(log: EvidenceLog, work: () => Promise<T>): Promise<T> {
  return current.run(log, work);
}

/** Adds evidence of something that was no process here, such as an HTTP request; the same piece once only. */
export function noteEvidence(evidence: CommandEvidence): void {
  const commands = current.getStore()?.commands;
  if (commands?.includes(evidence) === false) commands.push(evidence);
}

/** Time spent waiting for others, as the union of overlapping intervals, in seconds. */
export class Stopwatch {
  private running = 0;
  private since = 0;
  private total = 0;

  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.running++ === 0) this.since = this.clock.now();
    try {
      return await work();
    } finally {
      if (--this.running === 0) this.total += this.clock.now() - this.since;
    }
  }

  get seconds(): number {
    const open = this.running > 0 ? this.clock.now() - this.since : 0;
    return (this.total + open) / 1000;
  }
}

/** Wraps the door to processes: each command is timed, and the telling ones are kept in the log of the work that started it. */
export function recordingSpawn(spawn: Spawn, watch: Stopwatch, typed: (argv: readonly string[]) => string): Spawn {
  return (command) => {
    const log = current.getStore();
    return watch.during(async () => {
      const output = await spawn(command);
      if (log !== undefined && tells(output)) log.commands.push(asEvidence(output, typed));
      return output;
    });
  };
}

/** Questions about what is there are asked many times over and prove nothing by themselves. */
function tells({ argv, exitCode }: Output): boolean {
  const [program = "", first = "", second = ""] = argv;
  if (!/(?:^|\/)(?:docker|podman)$/.test(program)) return false;
  if (exitCode !== 0) return true;
  return (
    !["info", "version", "ps", "history", "inspect", "images"].includes(first) &&
    !["inspect", "ls", "exists"].includes(second)
  );
}

function asEvidence(output: Output, typed: (argv: readonly string[]) => string): CommandEvidence {
  return {
    command: typed(readable(output.argv)),
    exitCode: output.exitCode,
    output: bounded([output.stdout, output.stderr].filter((text) => text !== "").join("\n")),
    seconds: output.seconds,
  };
}

/** The command as a person would repeat it: the program's name, and none of the labels that only clean-up needs. */
function readable(argv: readonly string[]): readonly string[] {
  const [program = "", ...rest] = argv;
  const kept = rest.filter((word, at) => {
    const pair = word === "--label" ? rest[at + 1] : rest[at - 1] === "--label" ? word : undefined;
    return pair === undefined || !pair.startsWith("io.seaworthy.");
  });
  return [program.replace(/^.*\//, ""), ...kept];
}

/** Head and tail of a long text: errors stand at the end, what was asked at the start. */
export function bounded(text: string, limit: number = KEPT): string {
  if (text.length <= limit) return text;
  const half = limit >> 1;
  return `${text.slice(0, half)}\n[… ${text.length - 2 * half} characters left out …]\n${text.slice(-half)}`;
}
