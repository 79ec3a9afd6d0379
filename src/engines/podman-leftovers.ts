import { lstatSync, readdirSync, readFileSync } from "node:fs";
import type { Cli } from "./cli.ts";
import { Json } from "./json.ts";

/**
 * A podman build that is ended leaves its working container, which then holds on to the base image. They carry no labels,
 * so those that began with this build are removed, and only while no other build of this user runs on this machine, to which they might belong.
 */
export async function removeWorkingContainers(cli: Cli, sinceEpochSeconds: number): Promise<void> {
  if (otherBuildRuns()) return;
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
