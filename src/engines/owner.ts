import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import type { Owner } from "../core/ports/owner.ts";

/** This process as `pid:start:host`; `host` holds the host's name, its boot and the pid namespace, for a pid means something only there. */
export function ownerToken(): string {
  return `${process.pid}:${startTime(process.pid) ?? "0"}:${here()}`;
}

/** Whether the process of a token may still run. Only a certain end answers false: another host or namespace cannot be looked into. */
export function ownerIsAlive(token: string): boolean {
  const match = /^(\d+):(\d+):([^/]*)\/([^/]*)\/([^/]*)$/.exec(token);
  if (match === null) return true;
  const [, pid = "", start, host, boot, namespace] = match;
  const [ownHost, ownBoot, ownNamespace] = here().split("/");
  if (host !== ownHost) return true;
  if (boot !== ownBoot) return false;
  if (namespace !== ownNamespace) return true;
  const now = startTime(Number(pid));
  if (now !== null) return start === "0" || now === start;
  return process.platform === "linux" ? false : answers(Number(pid));
}

export const owner: Owner = {
  get token() {
    return ownerToken();
  },
  isAlive: ownerIsAlive,
};

function here(): string {
  return [hostname(), text("/proc/sys/kernel/random/boot_id") ?? "", pidNamespace()]
    .map((part) => part.replaceAll(/[^A-Za-z0-9.-]/g, ""))
    .join("/");
}

/** Clock ticks from boot to the start of a process: field 22 of its stat line, counted after the command's closing bracket. Null where it is gone or ended. */
export function startTime(pid: number): string | null {
  const stat = text(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" ? null : (fields[19] ?? null);
}

function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function text(path: string): string | null {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return null;
  }
}
