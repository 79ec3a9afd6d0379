import { existsSync, lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A folder for notes to later runs of the same user, below the one for temporary files. Null where it cannot be made, or
 * belongs to someone else, whose notes could name anything.
 */
export function ownFolder(name: string): string | null {
  const uid = process.getuid?.();
  if (uid === undefined) return null;
  try {
    const parent = join(tmpdir(), `seaworthy-${uid}`);
    const folder = join(parent, name);
    return [parent, folder].every((path) => isOwn(path, uid)) ? folder : null;
  } catch {
    return null;
  }
}

/** Makes a folder that only this user may write, unless it is there. Not with `recursive`, which may never come back (/proc/missing, Node 20). */
function isOwn(path: string, uid: number): boolean {
  if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
  const status = lstatSync(path);
  return status.isDirectory() && status.uid === uid;
}
