import { archiveError } from "./errors.ts";
import { type ArchiveLimits, defaultLimits } from "./limits.ts";
import { parsePax, paxNumber } from "./pax.ts";
import { cleanPath } from "./path.ts";
import { SparseMap } from "./sparse.ts";
import { blockSize, type EntryType, isZeroBlock, parseHeader, type RawHeader } from "./tar-header.ts";

/** One entry of a tar file, extended headers applied. */
export interface TarEntry {
  /** Normalised; see {@link cleanPath}. */
  readonly path: string;
  readonly type: EntryType;
  /** Bytes of the file's content as a program reads it (of a sparse file: with its holes); 0 for all but files. */
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  /** As written; empty for entries without a link. */
  readonly linkname: string;
  /** The name led above the root with `..`. */
  readonly escapes: boolean;
  readonly sparse: boolean;
}

/** Receives the content of one entry, in order. Holes of sparse files are left out. The bytes are only valid during the call. */
export interface ContentSink {
  chunk(bytes: Uint8Array): void;
  /** Also called where the rest was left out because the sink was full. */
  end(): void;
  /** True once it wants no more: the rest may be left out. */
  readonly full?: boolean;
}

/** Called for each entry, in the order of the archive; null skips the content. */
export type EntryVisitor = (entry: TarEntry) => ContentSink | null;

const types: Readonly<Record<string, EntryType>> = {
  "0": "file",
  "1": "hardlink",
  "2": "symlink",
  "3": "character",
  "4": "block",
  "5": "directory",
  "6": "fifo",
  "7": "file",
  S: "file",
};

/** Of most entries there are no records. */
const none: ReadonlyMap<string, string> = new Map();

type State = "header" | "extended" | "content" | "padding" | "end";

/**
 * A tar reader that is pushed bytes: it holds one header at a time, whatever the size of the archive. PAX, GNU and ustar
 * are read as Go's archive/tar (and so docker and podman) reads them: a PAX size beats the header's, a GNU long name
 * beats PAX, links have no content whatever size they state, global headers are ignored.
 */
export class TarParser {
  private state: State = "header";
  private readonly block = Buffer.alloc(blockSize);
  private filled = 0;
  private left = 0;
  private padding = 0;
  private sink: ContentSink | null = null;
  private sparse: SparseMap | null = null;
  private extended: { readonly flag: string; readonly bytes: Uint8Array; filled: number } | null = null;
  private pax: ReadonlyMap<string, string> = none;
  private longName: string | null = null;
  private longLink: string | null = null;
  private zeroBlocks = 0;
  private readonly visit: EntryVisitor;
  private readonly limits: ArchiveLimits;
  /** Bytes taken before the chunk at hand. */
  private taken = 0;
  /** Entries seen so far. */
  entries = 0;
  /** Where the bytes after the header that was read last begin, counted from the first byte pushed. */
  contentAt = 0;

  constructor(visit: EntryVisitor, limits: ArchiveLimits = defaultLimits) {
    this.visit = visit;
    this.limits = limits;
  }

  /** Bytes that the parser would drop next: a reader that can seek may pass them with {@link skip}. */
  get skippable(): number {
    if (this.state === "padding") return this.left;
    const wanted = this.sparse !== null || (this.sink !== null && this.sink.full !== true);
    return this.state === "content" && !wanted ? this.left + this.padding : 0;
  }

  get ended(): boolean {
    return this.state === "end";
  }

  skip(bytes: number): void {
    if (bytes !== this.skippable)
      throw new RangeError(`only ${this.skippable} bytes can be skipped here, not ${bytes}`);
    this.sink?.end();
    this.sink = null;
    this.taken += bytes;
    this.left = 0;
    this.padding = 0;
    this.state = "header";
  }

  push(bytes: Uint8Array): void {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // Content is handed on as plain bytes, whatever came: `slice` of a Buffer copies nothing.
    const content = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    while (at < chunk.length && this.state !== "end") {
      if (this.state === "header") at = this.takeHeader(chunk, at);
      else {
        const take = Math.min(this.left, chunk.length - at);
        if (this.state === "content") {
          if (this.sink !== null || this.sparse !== null) this.takeContent(content.subarray(at, at + take));
        } else if (this.state === "extended") this.takeExtended(content.subarray(at, at + take));
        this.left -= take;
        at += take;
        if (this.left === 0) this.finishPart();
      }
    }
    this.taken += chunk.length;
  }

  /** @throws SeaworthyError image-archive-truncated where the bytes ended inside an entry */
  finish(): void {
    if (this.state === "end" || (this.state === "header" && this.filled === 0 && !this.hasExtended())) return;
    throw archiveError(
      "image-archive-truncated",
      "A tar file ends in the middle of an entry.",
      `After ${this.entries} entries.`,
    );
  }

  private hasExtended(): boolean {
    return this.pax.size > 0 || this.longName !== null || this.longLink !== null;
  }

  private takeHeader(chunk: Buffer, at: number): number {
    // Most headers lie whole in a chunk: read them where they are.
    if (this.filled === 0 && chunk.length - at >= blockSize) {
      this.contentAt = this.taken + at + blockSize;
      this.readHeader(chunk.subarray(at, at + blockSize));
      return at + blockSize;
    }
    const take = Math.min(blockSize - this.filled, chunk.length - at);
    this.block.set(chunk.subarray(at, at + take), this.filled);
    this.filled += take;
    if (this.filled === blockSize) {
      this.filled = 0;
      this.contentAt = this.taken + at + take;
      this.readHeader(this.block);
    }
    return at + take;
  }

  private readHeader(block: Buffer): void {
    if (this.sparse?.wantsExtension) {
      this.sparse.extend(block);
      if (!this.sparse.wantsExtension) this.startContent();
      return;
    }
    if (block[0] === 0 && isZeroBlock(block)) {
      this.zeroBlocks += 1;
      if (this.zeroBlocks === 2) this.state = "end";
      return;
    }
    if (this.zeroBlocks > 0) {
      throw archiveError(
        "image-archive-malformed",
        "A tar file goes on after an empty block.",
        `After ${this.entries} entries.`,
      );
    }
    const header = parseHeader(block);
    if ("xgLK".includes(header.flag)) this.startExtended(header);
    else this.startEntry(header, block);
  }

  private startExtended(header: RawHeader): void {
    if (header.size > this.limits.headerBytes) {
      throw archiveError(
        "image-archive-too-large",
        "An extended header of the archive is too large.",
        `${header.size} bytes; the limit is ${this.limits.headerBytes}.`,
      );
    }
    this.extended = { flag: header.flag, bytes: new Uint8Array(header.size), filled: 0 };
    this.state = "extended";
    this.left = header.size;
    this.padding = paddingOf(header.size);
    if (header.size === 0) this.finishPart();
  }

  private takeExtended(bytes: Uint8Array): void {
    if (this.extended === null) return;
    this.extended.bytes.set(bytes, this.extended.filled);
    this.extended.filled += bytes.length;
  }

  private startEntry(header: RawHeader, block: Buffer): void {
    const pax = this.pax;
    const name = this.longName ?? pax.get("GNU.sparse.name") ?? pax.get("path") ?? header.name;
    const linkname = this.longLink ?? pax.get("linkpath") ?? header.linkname;
    const known = types[header.flag];
    const type = known === "file" && name.endsWith("/") && header.flag === "0" ? "directory" : known;
    const stated = paxNumber(pax, "size") ?? header.size;
    const stored = type === "file" || type === undefined ? stated : 0;
    if (name.length > this.limits.pathBytes) {
      throw archiveError(
        "image-archive-too-large",
        "A path of the archive is too long.",
        `${name.length} characters; the limit is ${this.limits.pathBytes}.`,
      );
    }
    this.left = stored;
    this.padding = paddingOf(stored);
    this.pax = none;
    this.longName = null;
    this.longLink = null;
    this.sparse = type === "file" ? SparseMap.of(header.flag, block, pax, stored) : null;
    // Types that nobody defined carry nothing that a container sees.
    this.sink = null;
    if (type !== undefined) {
      this.entries += 1;
      const { path, escapes } = cleanPath(name);
      const size = this.sparse?.realSize ?? stored;
      this.sink = this.visit({
        path,
        type,
        size,
        mode: header.mode & 0o7777,
        uid: paxNumber(pax, "uid") ?? header.uid,
        gid: paxNumber(pax, "gid") ?? header.gid,
        mtime: header.mtime,
        linkname: type === "hardlink" || type === "symlink" ? linkname : "",
        escapes,
        sparse: this.sparse !== null,
      });
    }
    if (!this.sparse?.wantsExtension) this.startContent();
  }

  private startContent(): void {
    this.state = "content";
    if (this.left === 0) this.finishPart();
  }

  private takeContent(bytes: Uint8Array): void {
    const content = this.sparse === null ? bytes : this.sparse.strip(bytes);
    if (content.length > 0) this.sink?.chunk(content);
  }

  /** The current part has been taken whole: go on to its padding, or to the next header. */
  private finishPart(): void {
    if (this.state === "content") {
      this.sink?.end();
      this.sink = null;
      this.sparse = null;
    } else if (this.state === "extended") this.applyExtended();
    this.left = this.padding;
    this.padding = 0;
    this.state = this.left === 0 ? "header" : "padding";
  }

  private applyExtended(): void {
    const extended = this.extended;
    this.extended = null;
    if (extended === null) return;
    if (extended.flag === "x") this.pax = parsePax(extended.bytes);
    else if (extended.flag === "L") this.longName = untilNul(extended.bytes);
    else if (extended.flag === "K") this.longLink = untilNul(extended.bytes);
  }
}

function paddingOf(size: number): number {
  return (blockSize - (size % blockSize)) % blockSize;
}

const utf8 = new TextDecoder("utf-8");

function untilNul(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return utf8.decode(end === -1 ? bytes : bytes.subarray(0, end));
}
