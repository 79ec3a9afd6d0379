import { lstat, mkdir, open, rename, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { SeaworthyError } from "../core/errors/index.ts";
import { fileError } from "./file-error.ts";
import type { TemporaryRegistry } from "./temporary.ts";

/**
 * Writes a whole new file or leaves the old one as it was. The temporary file lies beside the target, so that the rename
 * stays on one file system, and is registered, so that a SIGKILL does not leave it for long. Keeps the mode of an old file.
 * @throws SeaworthyError `disk-full`, `file-denied`, `file-is-link`, …
 */
export async function writeText(registry: TemporaryRegistry, path: string, text: string): Promise<void> {
  const half = join(
    dirname(path),
    `.${basename(path).slice(0, 100)}.seaworthy-${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`,
  );
  try {
    const mode = await oldMode(path);
    await mkdir(dirname(path), { recursive: true });
    await registry.add(half);
    const handle = await open(half, "wx", mode ?? 0o666);
    try {
      await handle.writeFile(text, "utf8");
      if (mode !== null) await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(half, path);
  } catch (error) {
    await unlink(half).catch(() => {});
    throw fileError("write", path, error);
  } finally {
    await registry.drop(half).catch(() => {});
  }
}

async function oldMode(path: string): Promise<number | null> {
  const status = await lstat(path).catch(() => null);
  if (status === null) return null;
  // A link in a stranger's folder may lead anywhere, and a rename would replace it: neither is what was asked for.
  if (status.isSymbolicLink()) {
    throw new SeaworthyError("file-is-link", {
      what: `could not write ${JSON.stringify(path)}`,
      why: "it is a symbolic link, and seaworthy does not write through links",
      todo: "replace the link by a file, or remove it",
    });
  }
  return status.mode & 0o777;
}
