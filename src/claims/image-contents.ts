import { createHash } from "node:crypto";
import { collect, type ContentSink, type ImageArchive } from "../formats/image-archive/index.ts";

/** Path -> type, mode, owner, link target and SHA-256 of the content. Times are left out. */
export type Contents = ReadonlyMap<string, string>;

/** Bytecode that holds the time of its source holds it here (PEP 552: flags in bytes 4 to 7, the time in 8 to 11). */
const bytecodeTime = { flags: 4, from: 8, to: 12 } as const;
const mostBytecode = 16 * 1024 * 1024;

/** What an image's layers from `base` on hold, the upper ones over the lower ones; a whiteout counts as a file of its name. */
export async function contentsOf(image: ImageArchive, base: number): Promise<Contents> {
  const contents = new Map<string, string>();
  for (const layer of image.layers.slice(base)) {
    await layer.scan((entry) => {
      const { path, type, mode, uid, gid, linkname } = entry;
      const said = `${type} ${mode.toString(8)} ${uid}:${gid} ${linkname}`;
      contents.set(path, said);
      if (type !== "file") return null;
      const done = (digest: string): void => void contents.set(path, `${said} ${digest}`);
      return path.endsWith(".pyc") ? collect(mostBytecode, (bytes) => done(digestOf(timeless(bytes)))) : hashing(done);
    });
  }
  return contents;
}

function hashing(done: (digest: string) => void): ContentSink {
  const hash = createHash("sha256");
  return { chunk: (bytes) => void hash.update(bytes), end: () => done(hash.digest("hex")) };
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function timeless(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  if (copy.length > bytecodeTime.to && copy[bytecodeTime.flags] === 0) copy.fill(0, bytecodeTime.from, bytecodeTime.to);
  return copy;
}
