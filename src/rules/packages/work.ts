import { subcommand, type Call } from "../calls.ts";

/** What the commands of a RUN are there for. */
export interface Work {
  /** The one command that the others only serve; null where there is none, or more than one. */
  readonly only: Call | null;
  readonly several: boolean;
  /** The programs of the commands that only serve. */
  readonly around: ReadonlySet<string>;
}

/** `idle` are the programs that count for nothing, `serving` the subcommands that only serve another command. */
export function workOf(calls: readonly Call[], idle: ReadonlySet<string>, serving: RegExp): Work {
  const around = new Set<string>();
  let only: Call | null = null;
  for (const call of calls) {
    if (idle.has(call.name)) continue;
    if (serving.test(subcommand(call)?.value ?? "")) around.add(call.name);
    else if (only === null) only = call;
    else return { only: null, several: true, around };
  }
  return { only, several: false, around };
}

/** Whether only one program's commands serve. */
export function isServedBy({ around }: Work, name: string): boolean {
  return around.size === 0 || (around.size === 1 && around.has(name));
}
