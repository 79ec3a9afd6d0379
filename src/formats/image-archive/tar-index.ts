import type { ByteSource } from "../../core/ports/host.ts";
import { archiveError } from "./errors.ts";
import { isLayout } from "./layout.ts";
import { type ArchiveLimits, defaultLimits } from "./limits.ts";
import { linkTarget } from "./path.ts";
import { type TarEntry, TarParser } from "./tar-parser.ts";

/** Where a member of a tar file lies: its content's first byte and its length. */
export interface Member {
  readonly entry: TarEntry;
  readonly offset: number;
  readonly size: number;
}

/** The members of a tar file by path. Content is passed over by seeking; of duplicates the last one counts. */
export class TarIndex {
  private readonly members: ReadonlyMap<string, Member>;

  private constructor(members: ReadonlyMap<string, Member>) {
    this.members = members;
  }

  /** @throws SeaworthyError not-an-image-archive, image-archive-truncated, image-archive-malformed, image-archive-too-large */
  static async read(source: ByteSource, limits: ArchiveLimits = defaultLimits): Promise<TarIndex> {
    if (isLayout(source)) return new TarIndex(source.members);
    await refuseOthers(source);
    const members = new Map<string, Member>();
    let offset = 0;
    let last: TarEntry | null = null;
    const parser = new TarParser((entry) => {
      last = entry;
      return null;
    }, limits);
    // One block at a time: an outer archive has few members, and their content is never read here.
    while (offset < source.size && !parser.ended) {
      const block = await source.read(offset, Math.min(512, source.size - offset));
      if (block.length === 0) break;
      parser.push(block);
      offset += block.length;
      const entry: TarEntry | null = last;
      if (entry !== null) {
        add(members, entry, offset, limits);
        last = null;
      }
      const skip = parser.skippable;
      if (skip === 0) continue;
      if (offset + skip > source.size) throw truncated(source.size, offset + skip);
      parser.skip(skip);
      offset += skip;
    }
    parser.finish();
    if (members.size === 0) {
      throw archiveError(
        "not-an-image-archive",
        "This is not an image archive.",
        "It is a tar file with nothing in it.",
      );
    }
    return new TarIndex(members);
  }

  /** A regular member by path, through links (`docker save` links layers that several images share), or null. */
  file(path: string): Member | null {
    let at = path;
    for (let hops = 0; hops < 32; hops += 1) {
      const member = this.members.get(at);
      if (member === undefined) return null;
      if (member.entry.type === "file") return member;
      if (member.entry.type === "symlink") at = linkTarget(at, member.entry.linkname).path;
      else if (member.entry.type === "hardlink") at = linkTarget("", `/${member.entry.linkname}`).path;
      else return null;
    }
    throw archiveError("image-archive-malformed", "A link of the archive leads round in a circle.", path);
  }
}

function add(members: Map<string, Member>, entry: TarEntry, offset: number, limits: ArchiveLimits): void {
  members.set(entry.path, { entry, offset, size: entry.type === "file" ? entry.size : 0 });
  if (members.size > limits.entries) {
    throw archiveError(
      "image-archive-too-large",
      "The archive has too many members.",
      `The limit is ${limits.entries}.`,
    );
  }
}

function truncated(size: number, needed: number): Error {
  return archiveError(
    "image-archive-truncated",
    "The archive ends too early.",
    `It has ${size} bytes and states at least ${needed}.`,
  );
}

/** Names the common mistakes: an empty file, a compressed archive. */
async function refuseOthers(source: ByteSource): Promise<void> {
  const head = await source.read(0, Math.min(6, source.size));
  if (source.size < 512) {
    const why = head.length === 0 ? "It is empty." : `It has ${source.size} bytes, fewer than any tar file.`;
    throw archiveError("not-an-image-archive", "This is not an image archive.", why);
  }
  const kind =
    head[0] === 0x1f && head[1] === 0x8b
      ? "gzip"
      : head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd
        ? "zstd"
        : null;
  if (kind !== null) {
    throw archiveError(
      "image-archive-unsupported",
      `The archive is compressed with ${kind} as a whole.`,
      "Its parts cannot be read where they lie; decompress it first.",
    );
  }
}
