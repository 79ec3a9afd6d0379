import type { ByteSource } from "../../core/ports/host.ts";
import type { Member } from "./tar-index.ts";

/** The files of an OCI layout laid end to end, and where each of them begins. */
export interface LayoutSource extends ByteSource {
  readonly members: ReadonlyMap<string, Member>;
}

export function isLayout(source: ByteSource): source is LayoutSource {
  return "members" in source;
}

/** Makes one source of the files of a folder, so that it is read as an archive is. Paths are relative to the folder. */
export async function layoutSource(
  paths: readonly string[],
  open: (path: string) => Promise<ByteSource>,
): Promise<LayoutSource> {
  const parts: { readonly from: number; readonly source: ByteSource }[] = [];
  const members = new Map<string, Member>();
  let size = 0;
  const close = async (): Promise<void> => {
    for (const { source } of parts) await source.close();
  };
  try {
    for (const path of paths) {
      const source = await open(path);
      parts.push({ from: size, source });
      members.set(path, { entry: fileEntry(path, source.size), offset: size, size: source.size });
      size += source.size;
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    size,
    members,
    close,
    read: async (offset, length, into) => {
      const part = parts.findLast(({ from }) => from <= offset);
      return part === undefined ? new Uint8Array() : part.source.read(offset - part.from, length, into);
    },
  };
}

function fileEntry(path: string, size: number): Member["entry"] {
  const times = { mode: 0o644, uid: 0, gid: 0, mtime: 0 };
  return { path, type: "file", size, ...times, linkname: "", escapes: false, sparse: false };
}
