import { access, readFile, rm, stat } from "node:fs/promises";
import type { Files } from "../core/ports/host.ts";
import type { Owner } from "../core/ports/owner.ts";
import { copyTree } from "./copy-tree.ts";
import { fileError } from "./file-error.ts";
import { listFolder } from "./list-folder.ts";
import { TemporaryRegistry } from "./temporary.ts";
import { readTree } from "./tree.ts";
import { writeText } from "./write-text.ts";

export interface HostFiles extends Files {
  /** Removes every temporary folder of this run. */
  removeTemporary(): Promise<void>;
  /** Removes what dead runs left, and answers the paths. */
  sweepTemporary(): readonly string[];
}

/** Files of this machine. `base` is where temporary folders go; the system's own place where absent. */
export function hostFiles(owner: Owner, base?: string): HostFiles {
  const registry = new TemporaryRegistry(owner, base);
  return {
    tree: readTree,
    list: listFolder,
    exists: (path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    kind: kindOf,
    readText: (path) => reading(path, () => readFile(path, "utf8")),
    readBytes: (path) => reading(path, () => readFile(path)),
    writeText: (path, text) => writeText(registry, path, text),
    copyTree,
    async remove(path) {
      try {
        await rm(path, { recursive: true, force: true });
      } catch (error) {
        throw fileError("remove", path, error);
      }
      await registry.drop(path);
    },
    temporary: (prefix) => registry.folder(prefix),
    // With the thread that hashes: most commands open no archive.
    open: async (path) => (await import("./byte-source.ts")).openBytes(path),
    removeTemporary: () => registry.removeOwn(),
    sweepTemporary: () => registry.sweep(),
  };
}

async function kindOf(path: string): Promise<"file" | "directory" | "other" | null> {
  try {
    const status = await stat(path);
    return status.isFile() ? "file" : status.isDirectory() ? "directory" : "other";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP") return null;
    throw fileError("look at", path, error);
  }
}

async function reading<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw fileError("read", path, error);
  }
}
