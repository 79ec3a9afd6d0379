import { buildpackBase } from "./buildpack-deps.ts";
import { debianBase } from "./debian.ts";
import type { BaseDefinition } from "./define.ts";
import { familiarName, parseImageName } from "./name.ts";
import { nginxBase } from "./nginx.ts";
import { nodeBase } from "./node.ts";
import { pythonBase } from "./python.ts";
import { uvBase } from "./uv.ts";

/** How to make a stand-in for an image, or null where seaworthy does not know. A digest names one exact image, so nothing stands in for it. */
export function standInFor(reference: string, arch: string = process.arch): BaseDefinition | null {
  const name = parseImageName(reference);
  if (name.digest !== null) return null;
  const repository = name.registry === "docker.io" ? name.repository : `${name.registry}/${name.repository}`;
  return (
    debianBase(repository, name.tag) ??
    buildpackBase(repository, name.tag) ??
    pythonBase(repository, name.tag) ??
    nodeBase(repository, name.tag, arch) ??
    uvBase(repository, name.tag) ??
    nginxBase(repository, name.tag)
  );
}

/** Whether two references name the same image here. */
export function answersTo(definition: BaseDefinition, reference: string): boolean {
  const wanted = familiarName(reference);
  return [definition.reference, ...definition.aliases].some((name) => familiarName(name) === wanted);
}

/** The official names that stand-ins are known for, one of each family, for help texts and errors. */
export const knownBases: readonly string[] = [
  "debian:bookworm-slim",
  "debian:trixie-slim",
  "buildpack-deps:bookworm",
  "python:3.11-slim",
  "python:3.13-slim",
  "python:3.11",
  "node:22-bookworm-slim",
  "node:22",
  "ghcr.io/astral-sh/uv:latest",
  "ghcr.io/astral-sh/uv:latest-python3.11-bookworm-slim",
  "nginxinc/nginx-unprivileged:1.26",
];
