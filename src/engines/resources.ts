import type { Engine, Resource } from "../core/ports/engine.ts";
import type { Cli } from "./cli.ts";
import { saysMissing } from "./engine-errors.ts";
import { Json } from "./json.ts";

type Resources = Pick<Engine, "createNetwork" | "networkExists" | "createVolume" | "list" | "remove">;
type Labels = Readonly<Record<string, string>>;

const listing: Readonly<Record<Resource, readonly string[]>> = {
  container: ["ps", "-aq", "--no-trunc"],
  network: ["network", "ls", "-q"],
  volume: ["volume", "ls", "-q"],
  image: ["images", "-q", "--no-trunc"],
};

const removing: Readonly<Record<Resource, readonly string[]>> = {
  container: ["rm", "-f", "-v"],
  network: ["network", "rm"],
  volume: ["volume", "rm"],
  image: ["rmi"],
};

export function resources(cli: Cli, removeNow: readonly string[] = []): Resources {
  return {
    async createNetwork(name, labels = {}) {
      await cli.must(["network", "create", ...labelFlags(labels), name]);
    },
    async networkExists(name) {
      const args = ["network", "inspect", name];
      const output = await cli.run(args, { timeoutMs: 60_000 });
      if (output.exitCode === 0) return true;
      if (saysMissing(output)) return false;
      throw cli.error(args, output);
    },
    async createVolume(name, labels = {}) {
      await cli.must(["volume", "create", ...labelFlags(labels), name]);
    },
    async list(kind, labels) {
      const filters = Object.entries(labels).flatMap(([key, value]) => [
        "--filter",
        `label=${value === "" ? key : `${key}=${value}`}`,
      ]);
      const ids = await listed(cli, [...listing[kind], ...filters]);
      if (ids.length === 0) return [];
      const args = [kind, "inspect", ...ids];
      const output = await cli.run(args, { timeoutMs: 120_000, keepBytes: 64 * 1024 * 1024 });
      // One of them may have gone since it was listed; the others are printed all the same.
      if (output.exitCode !== 0 && !saysMissing(output)) throw cli.error(args, output);
      // Podman takes an image with any of the labels asked for, where docker wants all of them.
      const asked = (its: Labels): boolean =>
        Object.entries(labels).every(([key, value]) => (value === "" ? Object.hasOwn(its, key) : its[key] === value));
      return Json.parse(output.stdout)
        .items.flatMap((item) => named(kind, item))
        .filter((one) => asked(one.labels));
    },
    async remove(kind, name) {
      const flags = kind === "container" ? removeNow : [];
      const args = [...removing[kind], ...flags, name];
      const output = await cli.run(args, { timeoutMs: 120_000 });
      // Someone else's removal of the same container, such as that of `run --rm`, is as good as ours.
      const underWay = /removal of container [^\n]* is already in progress/.test(output.stderr);
      if (output.exitCode !== 0 && !underWay && !saysMissing(output)) throw cli.error(args, output);
    },
  };
}

/** How often a list is asked for again that broke off because something in it was removed meanwhile, as podman's does. */
const mostLists = 4;

async function listed(cli: Cli, args: readonly string[]): Promise<readonly string[]> {
  for (let attempt = 1; ; attempt++) {
    const output = await cli.run(args, { timeoutMs: 120_000 });
    if (output.exitCode === 0) return [...new Set(output.stdout.split("\n").filter((id) => id !== ""))];
    if (!saysMissing(output) || attempt === mostLists) throw cli.error(args, output);
  }
}

function labelFlags(labels: Labels): string[] {
  return Object.entries(labels).flatMap(([key, value]) => ["--label", `${key}=${value}`]);
}

/** Docker writes `Name`, podman's networks `name`; an image is removed by each of its tags, or by its id where it has none. */
function named(kind: Resource, item: Json): { name: string; labels: Labels }[] {
  if (kind === "image") {
    const tags = item.at("RepoTags").texts;
    const labels = item.at("Config", "Labels").record;
    return (tags.length > 0 ? tags : [item.at("Id").text]).map((name) => ({ name, labels }));
  }
  const name = (item.at("Name").text || item.at("name").text).replace(/^\//, "");
  const at =
    kind === "container"
      ? item.at("Config", "Labels")
      : item.at("Labels").present
        ? item.at("Labels")
        : item.at("labels");
  return [{ name, labels: at.record }];
}
