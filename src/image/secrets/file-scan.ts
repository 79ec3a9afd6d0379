import type { ContentSink, TarEntry } from "../../formats/image-archive/index.ts";
import { LiteralSearch } from "./literal-search.ts";
import {
  anchorsIn,
  hasAssignments,
  longestMatch,
  type Place,
  placeOf,
  scanAssignments,
  scanTokens,
  type Searched,
  type TextSecret,
} from "./scan-text.ts";

const largestText = 1024 * 1024;
const mostAtOnce = 128 * 1024;

/**
 * Searches a file while it passes, in pieces that overlap by the longest match. Files pass one at a time, and there are
 * many: one object does for all of them.
 */
export class FileScan implements ContentSink, Searched {
  /** Installed software is full of what is looked for elsewhere. */
  private readonly searches = new Map<boolean, LiteralSearch>();
  private search = this.searchFor(true);
  private place: Place = { library: true, selfTests: false };
  private path = "";
  /** Bytes of the file that are yet to come. */
  private left = 0;
  /** Bytes at hand, those kept from the piece before among them, and where they begin in the file. */
  private length = 0;
  private base = 0;
  private whole: string[] | null = null;
  private readonly report: (secrets: readonly TextSecret[], base: number) => void;

  /** @param report is told what was found; `base` is to be added to where it was found. */
  constructor(report: (secrets: readonly TextSecret[], base: number) => void) {
    this.report = report;
  }

  begin({ path, size }: TarEntry): this {
    this.path = path;
    this.left = size;
    this.length = 0;
    this.base = 0;
    this.place = placeOf(path);
    this.search = this.searchFor(this.place.library);
    this.whole = size <= largestText && hasAssignments(path) ? [] : null;
    return this;
  }

  chunk(bytes: Uint8Array): void {
    this.whole?.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1"));
    for (let at = 0; at < bytes.length; at += mostAtOnce) {
      this.take(bytes.length <= mostAtOnce ? bytes : bytes.subarray(at, at + mostAtOnce));
    }
  }

  end(): void {
    if (this.whole !== null) this.report(scanAssignments(this.whole.join(""), this.path), 0);
    this.whole = null;
  }

  next(from: number): number {
    return this.search.next(from, this.length);
  }

  slice(from: number, to: number): string {
    return this.search.bytes.toString("latin1", from, Math.min(to, this.length));
  }

  private take(piece: Uint8Array): void {
    const { bytes } = this.search;
    bytes.set(piece, this.length);
    this.length += piece.length;
    this.left -= piece.length;
    const secrets = scanTokens(this, this.place);
    if (secrets.length > 0) this.report(secrets, this.base);
    if (this.left <= 0) return;
    const kept = Math.min(longestMatch, this.length);
    bytes.copyWithin(0, this.length - kept, this.length);
    this.base += this.length - kept;
    this.length = kept;
  }

  private searchFor(library: boolean): LiteralSearch {
    const known = this.searches.get(library);
    if (known !== undefined) return known;
    const search = new LiteralSearch(anchorsIn({ library }), longestMatch + mostAtOnce);
    this.searches.set(library, search);
    return search;
  }
}
