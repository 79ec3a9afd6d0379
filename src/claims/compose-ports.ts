import { parse } from "yaml";
import type { Trial } from "../core/ports/trial.ts";
import { composeFile } from "./compose-service.ts";

/** Container ports that the compose file beside or above the service names for it; empty where there is no such file. */
export async function composePorts(trial: Trial): Promise<readonly number[]> {
  const found = await composeFile(trial);
  return found === null ? [] : portsOf(found.text, trial.plan.service, trial.plan.image);
}

/** Reads the ports of a service, found by its name or its image, in the short and the long form. */
export function portsOf(text: string, service: string, image: string): readonly number[] {
  const services = property(parse(text), "services");
  const named = property(services, service);
  const candidates: readonly unknown[] =
    named === undefined ? Object.values(typeof services === "object" && services !== null ? services : {}) : [named];
  const found = candidates.find((one) => one === named || repositoryOf(property(one, "image")) === image);
  const entries = [property(found, "ports"), property(found, "expose")].flatMap((list): readonly unknown[] =>
    Array.isArray(list) ? list : [],
  );
  return [...new Set(entries.map(containerPort).filter((port) => Number.isInteger(port) && port > 0))];
}

function repositoryOf(image: unknown): string | undefined {
  return typeof image === "string" ? image.split(":")[0] : undefined;
}

function containerPort(entry: unknown): number {
  if (typeof entry === "number") return entry;
  if (typeof entry === "string") return Number.parseInt((entry.split("/")[0] ?? "").split(":").at(-1) ?? "", 10);
  return Number(property(entry, "target"));
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
