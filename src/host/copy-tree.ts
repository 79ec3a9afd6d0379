import { constants } from "node:fs";
import { chmod, copyFile, lstat, mkdir, readdir, readlink, symlink, utimes } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "./file-error.ts";

/**
 * Copies a folder: links stay links, modes and times stay, pipes, sockets and devices are left out (a build context has no
 * use for them). Blocks are shared where the file system can.
 * @throws SeaworthyError naming the file that could not be copied
 */
export async function copyTree(from: string, to: string): Promise<void> {
  let at = from;
  try {
    const status = await lstat(from);
    if (status.isDirectory()) {
      await mkdir(to, { recursive: true });
      for (const name of await readdir(from)) await copyTree(join(from, name), join(to, name));
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
