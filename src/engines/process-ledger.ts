import { appendFileSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ownFolder } from "./own-folder.ts";
import { ownerIsAlive, ownerToken, startTime } from "./owner.ts";

/** Between SIGTERM and SIGKILL: enough for a docker client to cancel its build. */
const graceMs = 2000;

let own: string | null | undefined;

/**
 * Writes down a process group that this process started, so that a later run can end it where this one was killed: a build
 * client that prints nothing would go on for as long as its build. Best effort; a full disk stops no command.
 */
export function noteGroup(pid: number): void {
  try {
    own ??= ownList();
    const start = startTime(pid);
    if (own !== null && start !== null) appendFileSync(own, `${pid} ${start}\n`);
  } catch {
    own = null;
  }
}

/** Takes the list away; to be called when nothing on it runs any more. */
export function forgetGroups(): void {
  if (typeof own === "string") rmSync(own, { force: true });
  own = undefined;
}

/** Ends the process groups that dead runs left going. A pid that another process has by now is left alone. Answers the pids. */
export async function endOrphanedGroups(): Promise<readonly number[]> {
  const folder = ownFolder("processes");
  if (folder === null) return [];
  const ended: number[] = [];
  for (const name of readdirSync(folder)) {
    if (ownerIsAlive(decodeURIComponent(name))) continue;
    const list = join(folder, name);
    const groups = readGroups(list).filter(runs);
    for (const { pid } of groups) signal(pid, "SIGTERM");
    for (let waited = 0; waited < graceMs && groups.some(runs); waited += 50) await sleep(50);
    for (const { pid } of groups.filter(runs)) signal(pid, "SIGKILL");
    ended.push(...groups.map(({ pid }) => pid));
    rmSync(list, { force: true });
  }
  return ended;
}

interface Group {
  readonly pid: number;
  readonly start: string;
}

function readGroups(list: string): Group[] {
  return readFileSync(list, "utf8")
    .split("\n")
    .flatMap((line) => {
      const [, pid, start] = /^(\d+) (\d+)$/.exec(line) ?? [];
      return pid === undefined || start === undefined ? [] : [{ pid: Number(pid), start }];
    });
}

function runs({ pid, start }: Group): boolean {
  return startTime(pid) === start;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch {
    // It ended by itself.
  }
}

function ownList(): string | null {
  const folder = ownFolder("processes");
  return folder === null ? null : join(folder, encodeURIComponent(ownerToken()));
}
