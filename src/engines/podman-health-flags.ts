import type { RunRequest } from "../core/ports/engine.ts";
import type { Cli } from "./cli.ts";
import { Json } from "./json.ts";

const timings = [
  ["intervalSeconds", "--health-interval", "Interval"],
  ["timeoutSeconds", "--health-timeout", "Timeout"],
  ["startPeriodSeconds", "--health-start-period", "StartPeriod"],
] as const;

/**
 * Podman passes over the timing of a health check that comes without its command, so the image's own command goes with it,
 * and what the request leaves open keeps the image's value.
 */
export async function podmanHealthFlags(cli: Cli, request: RunRequest): Promise<readonly string[]> {
  const [image] = Json.parse(await cli.must(["image", "inspect", request.image])).items;
  const inConfig = image?.at("Config", "Healthcheck");
  const check = inConfig?.present === true ? inConfig : image?.at("Healthcheck");
  if (check === undefined) return [];
  const command = healthCommand(check.at("Test").texts);
  if (command === null) return [];
  const flags = ["--health-cmd", command];
  for (const [field, flag, key] of timings) {
    const nanoseconds = check.at(key).number;
    if (request.health?.[field] === undefined && nanoseconds > 0)
      flags.push(flag, `${Math.round(nanoseconds / 1e6)}ms`);
  }
  const retries = check.at("Retries").number;
  if (request.health?.retries === undefined && retries > 0) flags.push("--health-retries", String(retries));
  return flags;
}

/** As the value of --health-cmd: a JSON list of several words is run as it is, any other text by a shell. */
export function healthCommand(test: readonly string[]): string | null {
  const [kind, ...words] = test;
  if (kind === "CMD-SHELL" && words[0] !== undefined) return words[0];
  if (kind !== "CMD" || words.length === 0) return null;
  return words.length > 1 ? JSON.stringify(words) : (words[0] ?? null);
}
