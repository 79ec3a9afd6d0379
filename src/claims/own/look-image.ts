import { createHash } from "node:crypto";
import { openImage } from "../../formats/image-archive/index.ts";
import { inspectImage } from "../../image/index.ts";
import { contentAt, entryAt, imageFiles, textAt } from "./image-files.ts";
import type { Value } from "./matcher.ts";
import { type ExecutableBy, goMode, isExecutableBy, octal } from "./modes.ts";
import type { Seen } from "./spec.ts";
import type { World } from "./world.ts";

const executors: readonly ExecutableBy[] = ["owner", "group", "other", "any"];
const digests = ["md5", "sha256", "sha512"] as const;

/**
 * Looks at a path of the image. Facts: `exists`, `type`, `mode`, `permissions`, `size`, `uid`, `gid`, `owner`, `group`,
 * `link`, `executable by WHO`; of files that something is asked of, `contents` and digests.
 */
export async function lookFile(world: World, path: string, asked: readonly string[]): Promise<Seen> {
  const { trial, image } = world;
  const files = await imageFiles(trial, image);
  const found = entryAt(files, path, false);
  // No layer need name the root: the engine makes it.
  if (found === null && /^\/*$/.test(path)) return noted(world, "/: there in every container", rootFacts);
  if (found === null) return noted(world, `${path}: not there`, { exists: false });
  const { entry } = found;
  const size = found.content?.size ?? entry.size;
  const facts: Record<string, Value> = {
    exists: true,
    type: entry.type === "hardlink" ? "file" : entry.type,
    mode: octal(entry.mode),
    permissions: goMode(entry),
    uid: entry.uid,
    gid: entry.gid,
    size,
    link: entry.linkname,
  };
  for (const who of executors) facts[`executable by ${who}`] = isExecutableBy(entry.mode, who);
  if (asked.includes("owner")) facts["owner"] = await nameOf(world, "etc/passwd", entry.uid);
  if (asked.includes("group")) facts["group"] = await nameOf(world, "etc/group", entry.gid);
  const target = entry.type === "symlink" ? entryAt(files, path, true) : found;
  const inside = asked.some((name) => name === "contents" || digests.some((one) => one === name));
  const bytes = inside && target !== null ? await contentAt(trial, image, target) : null;
  if (bytes !== null) {
    facts["contents"] = new TextDecoder("utf-8").decode(bytes);
    for (const name of digests) if (asked.includes(name)) facts[name] = createHash(name).update(bytes).digest("hex");
  }
  const said = `${path}: ${goMode(entry)} ${entry.uid}:${entry.gid} ${size} bytes${entry.type === "symlink" ? ` -> ${entry.linkname}` : ""}, layer ${found.layer}`;
  return noted(world, said, facts);
}

const rootFacts: Readonly<Record<string, Value>> = {
  exists: true,
  type: "directory",
  mode: "0755",
  permissions: "drwxr-xr-x",
  uid: 0,
  gid: 0,
  owner: "root",
  group: "root",
  "executable by owner": true,
  "executable by group": true,
  "executable by other": true,
  "executable by any": true,
};

/** What was read is evidence: the archive it was read from is in a command of its own. */
function noted({ trial, image }: World, said: string, facts: Readonly<Record<string, Value>>): Seen {
  trial.note({ command: trial.engine.typed(["save", image]), exitCode: 0, output: said, seconds: 0 });
  return { facts, problem: null };
}

async function nameOf({ trial, image }: World, file: string, id: number): Promise<string> {
  const row = rows(await textAt(trial, image, file)).find((fields) => fields[2] === String(id));
  return row?.[0] ?? String(id);
}

function rows(text: string): readonly (readonly string[])[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => line.split(":"));
}

/** Facts: `exists`, `uid`, `gid`, `groups`, `home`, `shell`. */
export async function lookUser(world: World, name: string): Promise<Seen> {
  const { trial, image } = world;
  const fields = rows(await textAt(trial, image, "etc/passwd")).find((row) => row[0] === name);
  if (fields === undefined) return noted(world, `/etc/passwd has no ${name}`, { exists: false });
  const [, , uid = "", gid = "", , home = "", shell = ""] = fields;
  const groups = rows(await textAt(trial, image, "etc/group"))
    .filter((row) => row[2] === gid || (row[3] ?? "").split(",").includes(name))
    .map((row) => row[0] ?? "");
  const facts = { exists: true, uid: Number(uid), gid: Number(gid), groups, home, shell };
  return noted(world, `/etc/passwd: ${fields.join(":")}`, facts);
}

/** Facts: `exists`, `gid`. */
export async function lookGroup(world: World, name: string): Promise<Seen> {
  const fields = rows(await textAt(world.trial, world.image, "etc/group")).find((row) => row[0] === name);
  if (fields === undefined) return noted(world, `/etc/group has no ${name}`, { exists: false });
  return noted(world, `/etc/group: ${fields.join(":")}`, { exists: true, gid: Number(fields[2] ?? "") });
}

/** A package of the distribution. Facts: `installed`, `versions`. */
export async function lookPackage(world: World, name: string): Promise<Seen> {
  const image = await openImage(await world.trial.archive(world.image));
  const { packages } = await inspectImage(image, { secrets: false });
  const versions = packages
    .filter((one) => (one.kind === "dpkg" || one.kind === "apk") && one.name === name)
    .map((one) => one.version);
  const said = versions.length === 0 ? `no package ${name}` : `${name} ${versions.join(", ")}`;
  return noted(world, said, { installed: versions.length > 0, versions });
}

/**
 * The image's configuration. Facts: `variables` and `labels` (names), `variable NAME`, `label NAME`, `entrypoint`, `cmd`,
 * `ports`, `volumes`, `workdir`, `user`.
 */
export async function lookImage(world: World): Promise<Seen> {
  const { config } = await imageFiles(world.trial, world.image);
  const variables = config.env.map((line) => [line.split("=", 1)[0] ?? "", line.slice(line.indexOf("=") + 1)] as const);
  const facts: Record<string, Value> = {
    variables: variables.map(([name]) => name),
    labels: Object.keys(config.labels),
    entrypoint: config.entrypoint ?? [],
    cmd: config.cmd ?? [],
    ports: config.exposed,
    volumes: config.volumes,
    workdir: config.workdir,
    user: config.user,
  };
  for (const [name, value] of variables) facts[`variable ${name}`] = value;
  for (const [name, value] of Object.entries(config.labels)) facts[`label ${name}`] = value;
  const { entrypoint, cmd, exposed, volumes, workdir, user } = config;
  const said = JSON.stringify({ entrypoint, cmd, exposed, volumes, workdir, user });
  return noted(world, said, facts);
}
