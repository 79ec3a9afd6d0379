/**
 * The base images that plans name, and how long the lines behind them live. Read on 2026-11-21.
 * Sources: https://devguide.python.org/versions/ , https://github.com/nodejs/release#release-schedule ,
 * https://docs.astral.sh/uv/guides/integration/docker/ , https://hub.docker.com/r/nginxinc/nginx-unprivileged
 */

/** The current minor line of uv: patches arrive by themselves, changes of behaviour do not. */
export const uvLine = "0.13";

export const pythonLines = [
  { version: "3.9", endOfLife: "2025-10" },
  { version: "3.10", endOfLife: "2026-10" },
  { version: "3.11", endOfLife: "2027-10" },
  { version: "3.12", endOfLife: "2028-10" },
  { version: "3.13", endOfLife: "2029-10" },
  { version: "3.14", endOfLife: "2030-10" },
] as const;

/** Where nothing says which: supported for years, and every common package has wheels for it. */
export const pythonDefault = "3.13";

/** Even lines only: odd ones live for half a year. */
export const nodeLines = [
  { version: "18", endOfLife: "2025-04" },
  { version: "20", endOfLife: "2026-04" },
  { version: "22", endOfLife: "2027-04" },
  { version: "24", endOfLife: "2028-04" },
] as const;
export const nodeDefault = "22";

export const nginxImage = "nginxinc/nginx-unprivileged:1.26";

export function debianFor(pythonVersion: string): "bookworm" | "trixie" {
  return Number(pythonVersion.split(".")[1]) >= 13 ? "trixie" : "bookworm";
}

export function pythonImages(version: string): { readonly slim: string; readonly uv: string; readonly full: string } {
  const debian = debianFor(version);
  return {
    slim: `python:${version}-slim-${debian}`,
    uv: `ghcr.io/astral-sh/uv:${uvLine}-python${version}-${debian}-slim`,
    full: `python:${version}-${debian}`,
  };
}

export function nodeImages(version: string): { readonly slim: string; readonly full: string; readonly debian: string } {
  return { slim: `node:${version}-bookworm-slim`, full: `node:${version}-bookworm`, debian: "debian:bookworm-slim" };
}
