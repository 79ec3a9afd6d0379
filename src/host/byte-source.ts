import { constants, readSync } from "node:fs";
import { open } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import type { ByteSource } from "../core/ports/host.ts";
import { fileError } from "./file-error.ts";
import { Hasher, turnBytes } from "./hasher.ts";

const large = 64 * 1024 * 1024;

/**
 * Bytes of a file on disk, read where they are asked for.
 * @throws SeaworthyError where the file cannot be opened or is no regular file
 */
export async function openBytes(path: string): Promise<ByteSource> {
  try {
    // A pipe that nobody writes to would keep the open waiting for ever.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const status = await handle.stat();
    if (!status.isFile()) {
      await handle.close();
      throw fileError("read", path, Object.assign(new Error("it is not a regular file"), { code: "EINVAL" }));
    }
    let sinceTurn = 0;
    // What is large is an image's archive, whose digests will be asked for: the thread gets ready meanwhile.
    let hasher = status.size > large ? new Hasher(handle.fd) : undefined;
    return {
      size: status.size,
      async read(offset, length, into) {
        const wanted = Math.max(0, Math.min(length, status.size - offset));
        const buffer = into !== undefined && into.length >= wanted ? into.subarray(0, wanted) : new Uint8Array(wanted);
        const filled = fill(handle.fd, buffer, offset, path);
        sinceTurn += filled;
        if (sinceTurn >= turnBytes) {
          sinceTurn = 0;
          await setImmediate();
        }
        return buffer.subarray(0, filled);
      },
      sha256: (offset, length) => {
        hasher ??= new Hasher(handle.fd);
        return hasher.digest(offset, length).catch((error: unknown) => {
          throw fileError("read", path, error);
        });
      },
      hurry: () => void hasher?.help(),
      close: async () => {
        await hasher?.end();
        await handle.close();
      },
    };
  } catch (error) {
    throw fileError("read", path, error);
  }
}

/**
 * Reads until the buffer is full or the file ends; answers how much was read. The bytes come from memory or a disk: going
 * through another thread takes longer than most of the reads.
 */
function fill(descriptor: number, buffer: Uint8Array, offset: number, path: string): number {
  try {
    let filled = 0;
    while (filled < buffer.length) {
      const got = readSync(descriptor, buffer, filled, buffer.length - filled, offset + filled);
      if (got === 0) break;
      filled += got;
    }
    return filled;
  } catch (error) {
    throw fileError("read", path, error);
  }
}
