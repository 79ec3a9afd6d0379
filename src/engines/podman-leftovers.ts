import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Cli } from "./cli.ts";
import { Json } from "./json.ts";

/** What a podman build leaves that is ended before its end, in containers and below the folder for temporary files. */
export async function removeBuildLeftovers(cli: Cli, sinceEpochSeconds: number, temporary: string): Promise<void> {
  if (otherBuildRuns()) return;
  await removeWorkingContainers(cli, sinceEpochSeconds);
  await removeBundles(cli, sinceEpochSeconds, temporary);
}

/** The bundle of the step that ran. Its folders have no permissions, so that without root only podman can remove it. */
async function removeBundles(cli: Cli, sinceEpochSeconds: number, temporary: string): Promise<void> {
  const uid = process.getuid?.();
  const bundles = namesIn(temporary)
    .filter((name) => /^buildah\d+$/.test(name))
    .map((name) => join(temporary, name))
    .filter((path) => {
      const status = lstatSync(path, { throwIfNoEntry: false });
      return status?.isDirectory() === true && status.uid === uid && status.birthtimeMs >= sinceEpochSeconds * 1000;
    });
  if (bundles.length === 0) return;
  // What stays is a few empty folders: not worth the error that ended the build.
  if (uid === 0) for (const path of bundles) await rm(path, { recursive: true, force: true }).catch(() => {});
  else await cli.run(["unshare", "rm", "-rf", "--", ...bundles], { timeoutMs: 30_000 });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * A podman build that is ended leaves its working container, which then holds on to the base image. They carry no labels,
 * so those that began with this build are removed, and only while no other build of this user runs, to which they might
 * belong.
 */
async function removeWorkingContainers(cli: Cli, sinceEpochSeconds: number): Promise<void> {
  const list = await cli.run(["ps", "-a", "--external", "--format", "json"], { timeoutMs: 30_000 });
  if (list.exitCode !== 0) return;
  const ids = Json.parse(list.stdout)
    .items.filter((item) => item.at("State").text === "storage" && item.at("Created").number >= sinceEpochSeconds)
    .filter((item) => /-working-container(?:-\d+)?$/.test(item.at("Names").texts[0] ?? ""))
    .map((item) => item.at("Id").text);
  if (ids.length > 0) await cli.run(["rm", "-f", ...ids], { timeoutMs: 30_000 });
}

function otherBuildRuns(): boolean {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .some((pid) => isBuild(pid));
  } catch {
    return true;
  }
}

/** A build of this user: another's keeps its containers elsewhere. */
function isBuild(pid: string): boolean {
  try {
    if (lstatSync(`/proc/${pid}`).uid !== process.getuid?.()) return false;
    const argv = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    if (/(?:^|\/)buildah(?:-|$)/.test(argv[0] ?? "")) return true;
    return /(?:^|\/)podman$/.test(argv[0] ?? "") && argv.includes("build");
  } catch {
    return false;
  }
}
