import { constants } from "node:fs";
import { open } from "node:fs/promises";
import type { ByteSource } from "../core/ports/host.ts";
import { fileError } from "./file-error.ts";

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
    return {
      size: status.size,
      async read(offset, length, into) {
        const wanted = Math.max(0, Math.min(length, status.size - offset));
        const buffer = into !== undefined && into.length >= wanted ? into.subarray(0, wanted) : new Uint8Array(wanted);
        let filled = 0;
        while (filled < buffer.length) {
          const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, offset + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return buffer.subarray(0, filled);
      },
      close: () => handle.close(),
    };
  } catch (error) {
    throw fileError("read", path, error);
  }
}
