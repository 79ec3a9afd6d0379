import { constants } from "node:fs";
import { chmod, copyFile, lstat, mkdir, readdir, readlink, symlink, utimes } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "./file-error.ts";
import { isHeavy } from "./heavy-folders.ts";

/**
 * Copies a folder as a clean checkout would have it: installed packages, environments, caches and records are left out, and
 * so are pipes, sockets and devices. Links stay links, modes and times stay. Blocks are shared where the file system can.
 * @throws SeaworthyError naming the file that could not be copied
 */
export async function copyTree(from: string, to: string): Promise<void> {
  let at = from;
  try {
    const status = await lstat(from);
    if (status.isDirectory()) {
      await mkdir(to, { recursive: true });
      for (const entry of await readdir(from, { withFileTypes: true })) {
        // Yarn's own releases and plugins are checked in.
        if (entry.isDirectory() && entry.name !== ".yarn" && isHeavy(from, entry.name)) continue;
        await copyTree(join(from, entry.name), join(to, entry.name));
      }
      await chmod(to, status.mode & 0o7777);
    } else if (status.isSymbolicLink()) {
      await symlink(await readlink(from), to);
      return;
    } else if (status.isFile()) {
      await copyFile(from, to, constants.COPYFILE_FICLONE);
      at = to;
    } else {
      return;
    }
    await utimes(to, status.atime, status.mtime);
  } catch (error) {
    throw fileError("copy", at, error);
  }
}
