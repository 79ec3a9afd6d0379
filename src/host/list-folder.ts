import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { FolderEntry } from "../core/ports/host.ts";
import { fileError } from "./file-error.ts";
import { isHeavy } from "./heavy-folders.ts";

/**
 * What lies in a folder, sorted by name.
 * @throws SeaworthyError where the folder is missing or unreadable
 */
export async function listFolder(folder: string): Promise<readonly FolderEntry[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .map((entry): FolderEntry => {
        const directory = entry.isDirectory();
        const kind = directory ? "directory" : entry.isFile() ? "file" : entry.isSymbolicLink() ? "symlink" : "other";
        return { name: entry.name, kind, heavy: directory && isHeavy(join(folder, entry.name), entry.name) };
      })
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw fileError("read the folder", folder, error);
  }
}
