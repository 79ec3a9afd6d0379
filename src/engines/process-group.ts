import type { ChildProcess } from "node:child_process";
import { forgetGroups, noteGroup } from "./process-ledger.ts";

const live = new Set<number>();
let watching = false;

/** Kills what is still running when this process ends by itself; a SIGKILL of it cannot be seen from inside, so the next run reads a list. */
function killAllAtExit(): void {
  for (const pid of live) signalGroup(pid, "SIGKILL");
  forgetGroups();
}

export function enrol(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (!watching) {
    watching = true;
    process.on("exit", killAllAtExit);
  }
  live.add(child.pid);
  noteGroup(child.pid);
}

export function dismiss(child: ChildProcess): void {
  if (child.pid !== undefined) live.delete(child.pid);
}

/** Signals a process and all that it started in its group. False where nothing of it is left. */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}
