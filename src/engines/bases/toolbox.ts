import { createHash } from "node:crypto";
import { chmod, copyFile, mkdir, realpath, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { SeaworthyError } from "../../core/errors/index.ts";
import { labels } from "../../core/labels.ts";
import type { Engine } from "../../core/ports/engine.ts";
import type { Files } from "../../core/ports/host.ts";
import type { Spawn } from "../../core/ports/process.ts";
import { recipeLabel } from "./make.ts";

export interface ToolboxTools {
  readonly spawn: Spawn;
  readonly files: Files;
  /** Makes sure of a base image and answers its name, where this host's node cannot be taken; see `ensureBases`. */
  readonly base: (reference: string) => Promise<unknown>;
  /** The node to take; this process's. */
  readonly node?: string;
}

/** Bumped when what is in the image changes. */
const layout = 1;
const fallback = "node:22-bookworm-slim";

/** The files that an `ldd` listing names, the loader among them. Null where one is missing. */
export function sharedLibraries(listing: string): readonly string[] | null {
  if (/=> not found/.test(listing)) return null;
  const found: string[] = [];
  for (const line of listing.split("\n")) {
    const path = /(?:=> )?(\/\S+) \(0x/.exec(line)?.[1];
    if (path !== undefined) found.push(path);
  }
  return found;
}

async function copyInto(root: string, path: string): Promise<void> {
  const target = join(root, path);
  await mkdir(dirname(target), { recursive: true });
  await copyFile(await realpath(path), target);
}

/** The libraries of this host's node, or null where it cannot run in a container here: another system or processor, or a program that ldd does not understand. */
async function closure(engine: Engine, node: string, spawn: Spawn): Promise<readonly string[] | null> {
  if (process.platform !== "linux") return null;
  const arch = new Map([
    ["x64", "amd64"],
    ["arm64", "arm64"],
  ]).get(process.arch);
  if (arch === undefined || engine.info.platform !== `linux/${arch}`) return null;
  const listing = await spawn({ argv: ["ldd", node], timeoutMs: 10_000 }).catch(() => null);
  if (listing === null || listing.exitCode !== 0) return null;
  return sharedLibraries(listing.stdout);
}

async function importToolbox(
  engine: Engine,
  tag: string,
  node: string,
  libraries: readonly string[],
  tools: ToolboxTools,
): Promise<void> {
  const folder = await tools.files.temporary("toolbox");
  try {
    const root = join(folder, "root");
    for (const name of ["bin", "etc", "tmp", "usr/local/bin"]) await mkdir(join(root, name), { recursive: true });
    await chmod(join(root, "tmp"), 0o1777);
    await writeFile(
      join(root, "etc/passwd"),
      "root:x:0:0:root:/:/bin/false\nnobody:x:65534:65534:nobody:/:/bin/false\n",
    );
    await writeFile(join(root, "etc/group"), "root:x:0:\nnogroup:x:65534:\n");
    await copyFile(await realpath(node), join(root, "usr/local/bin/node"));
    await chmod(join(root, "usr/local/bin/node"), 0o755);
    for (const library of libraries) await copyInto(root, library);
    const archive = join(folder, "root.tar");
    const packed = await tools.spawn({
      argv: [
        "tar",
        "--numeric-owner",
        "--owner=0",
        "--group=0",
        "--sort=name",
        "--mtime=@1704067200",
        "-C",
        root,
        "-cf",
        archive,
        ".",
      ],
    });
    if (packed.exitCode !== 0)
      throw new SeaworthyError("toolbox-failed", {
        what: "the toolbox image could not be made",
        why: "tar could not pack it",
        todo: "Check the space left in the temporary folder.",
        tried: [packed.stderr.trim()],
      });
    await engine.importRootfs(archive, tag, [
      "ENV PATH=/usr/local/bin:/bin",
      'CMD ["node"]',
      `LABEL ${labels.standIn}="this host's node ${process.version}"`,
      `LABEL ${recipeLabel}="toolbox-${layout}"`,
    ]);
  } finally {
    await tools.files.remove(folder);
  }
}

/**
 * The image that probes and fault proxies run in, with node on its PATH and nothing else: this host's node with its
 * libraries, or `node:22-bookworm-slim` where it cannot be taken. Cached by node's version and layout; answers its tag.
 */
export async function ensureToolbox(engine: Engine, tools: ToolboxTools): Promise<string> {
  const node = tools.node ?? process.execPath;
  const libraries = await closure(engine, node, tools.spawn);
  if (libraries === null) {
    await tools.base(fallback);
    return fallback;
  }
  const key = createHash("sha256")
    .update(JSON.stringify([node, process.version, libraries, layout]))
    .digest("hex")
    .slice(0, 8);
  const tag = `localhost/seaworthy/toolbox:${process.versions.node}-${key}`;
  if ((await engine.image(tag)) === null) await importToolbox(engine, tag, node, libraries, tools);
  return tag;
}
