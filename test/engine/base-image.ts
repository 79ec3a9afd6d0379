import { copyFile, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Engine } from "../../src/core/ports/engine.ts";
import { programsOnPath } from "../../src/engines/programs-on-path.ts";
import { spawn } from "../spawn.ts";

const commands =
  "sh ls cat echo sleep id touch mkdir httpd true false wget rm kill env dd yes head nc ps seq grep test hostname trap mount";

/** A static busybox of this machine, of which a root file system can be made without a registry; null where there is none. */
export function busybox(): string | null {
  return programsOnPath("busybox", process.env["PATH"])[0] ?? null;
}

/** Makes a base image of one static busybox, so that an engine is tested without a registry. */
export async function importBase(
  engine: Engine,
  folder: string,
  tag: string,
  changes: readonly string[],
): Promise<string> {
  const program = busybox();
  if (program === null) throw new Error("busybox is not installed");
  const root = join(folder, "rootfs");
  for (const name of ["bin", "etc", "tmp", "data"]) await mkdir(join(root, name), { recursive: true });
  await copyFile(program, join(root, "bin", "busybox"));
  for (const name of commands.split(" ")) await symlink("busybox", join(root, "bin", name));
  await writeFile(join(root, "etc", "passwd"), "root:x:0:0:root:/:/bin/sh\n");
  const archive = join(folder, "rootfs.tar");
  const tar = await spawn({
    argv: ["tar", "--numeric-owner", "--owner=0", "--group=0", "-C", root, "-cf", archive, "."],
  });
  if (tar.exitCode !== 0) throw new Error(tar.stderr);
  return engine.importRootfs(archive, tag, ['CMD ["sh"]', "ENV PATH=/bin", ...changes]);
}
