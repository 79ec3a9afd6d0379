import type { RecordedTest } from "../core/record.ts";
import { splitCommand } from "./command-line.ts";
import { normalised, volatileKey } from "./normalise.ts";

export interface ReplayOutput {
  readonly exitCode: number | null;
  readonly output: string;
}

export interface Judgement {
  readonly verdict: "PASS" | "FAIL";
  readonly said: string;
}

/** What of a command's answer is compared: a build's log and a container's id differ each time and say nothing, a response body says all. */
type Compared = "exit" | "body";

function compared(command: string): Compared {
  const argv = splitCommand(command) ?? [];
  const tool = argv[0]?.replace(/^.*\//, "");
  return tool === "docker" || tool === "podman" || tool === "seaworthy" || tool === "npx" ? "exit" : "body";
}

/**
 * Judges a test of a record that was run again. PASS: exit code 0 and, where an answer was recorded, the same answer apart from what differs from
 * run to run. A record without evidence (`recorded` null) is judged by the exit code alone, and the judgement says so.
 */
export function judgeReplay(command: string, recorded: RecordedTest | null, got: ReplayOutput): Judgement {
  if (got.exitCode !== 0) {
    const now = got.exitCode === null ? "ended by a signal" : `exit code ${got.exitCode}`;
    const before =
      recorded === null
        ? ""
        : recorded.verdict === "PASS"
          ? ", recorded exit code 0"
          : ", and it did not pass when recorded either";
    return { verdict: "FAIL", said: `${now}${before}` };
  }
  if (recorded === null) return { verdict: "PASS", said: "exit code 0; no answer was recorded to compare with" };
  if (recorded.verdict !== "PASS")
    return { verdict: "PASS", said: `exit code 0; it was ${recorded.verdict} when recorded` };
  if (compared(command) === "exit") return { verdict: "PASS", said: "exit code 0, as recorded" };
  const difference = differs(recorded.output, got.output);
  return difference === null
    ? { verdict: "PASS", said: "same answer as recorded" }
    : { verdict: "FAIL", said: difference };
}

function differs(before: string, after: string): string | null {
  const old = json(before);
  const now = json(after);
  if (old !== undefined && now !== undefined) return jsonDiffers("$", old, now);
  const a = normalised(before).split("\n");
  const b = normalised(after).split("\n");
  const at = a.findIndex((line, index) => line !== b[index]);
  if (at === -1 && a.length === b.length) return null;
  const line = at === -1 ? a.length : at;
  return `line ${line + 1}: recorded ${quoted(a[line])}, got ${quoted(b[line])}`;
}

function json(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function jsonDiffers(path: string, old: unknown, now: unknown, key = ""): string | null {
  if (Array.isArray(old) && Array.isArray(now)) {
    for (let at = 0; at < Math.max(old.length, now.length); at += 1) {
      const found = jsonDiffers(`${path}[${at}]`, old[at], now[at]);
      if (found !== null) return found;
    }
    return null;
  }
  if (isObject(old) && isObject(now)) {
    for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
      if (!Object.hasOwn(now, name)) return `${path}.${name}: recorded, and missing now`;
      if (!Object.hasOwn(old, name)) return `${path}.${name}: not recorded, and there now`;
      const found = jsonDiffers(`${path}.${name}`, old[name], now[name], name);
      if (found !== null) return found;
    }
    return null;
  }
  if (volatileKey(key) && typeof old === typeof now && (old === null) === (now === null)) return null;
  const same = typeof old === "string" && typeof now === "string" ? normalised(old) === normalised(now) : old === now;
  return same ? null : `${path}: recorded ${quoted(old)}, got ${quoted(now)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function quoted(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}
