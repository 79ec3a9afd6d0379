import { archiveError } from "./errors.ts";
import { paxNumber } from "./pax.ts";
import { blockSize, parseNumber } from "./tar-header.ts";

/**
 * What the reader needs of a sparse file: its real size, and where the stored bytes begin. Holes are never filled in, so
 * that a header of 512 bytes cannot ask for terabytes.
 */
export class SparseMap {
  readonly realSize: number;
  /** Old GNU format: further map blocks stand between the header and the content. */
  wantsExtension: boolean;
  /** PAX 1.0: the map is written before the content, as decimal lines padded to a block. Null once it is passed. */
  private map: { numbersLeft: number | null; digits: number; seen: number } | null;

  private constructor(realSize: number, wantsExtension: boolean, mapInContent: boolean) {
    this.realSize = realSize;
    this.wantsExtension = wantsExtension;
    this.map = mapInContent ? { numbersLeft: null, digits: 0, seen: 0 } : null;
  }

  /** Answers null for files that are not sparse. */
  static of(flag: string, block: Uint8Array, pax: ReadonlyMap<string, string>, stored: number): SparseMap | null {
    if (flag === "S") return new SparseMap(parseNumber(block, 483, 12, "real size"), (block[482] ?? 0) !== 0, false);
    if (pax.get("GNU.sparse.major") === "1") {
      return new SparseMap(paxNumber(pax, "GNU.sparse.realsize") ?? stored, false, true);
    }
    if (!pax.has("GNU.sparse.map") && !pax.has("GNU.sparse.size")) return null;
    return new SparseMap(paxNumber(pax, "GNU.sparse.size") ?? stored, false, false);
  }

  extend(block: Uint8Array): void {
    this.wantsExtension = (block[504] ?? 0) !== 0;
  }

  /** Takes the map of PAX 1.0 off the front of the content. */
  strip(bytes: Uint8Array): Uint8Array {
    let at = 0;
    while (this.map !== null && at < bytes.length) {
      const map = this.map;
      if (map.numbersLeft === 0) {
        const rest = (blockSize - (map.seen % blockSize)) % blockSize;
        const take = Math.min(rest, bytes.length - at);
        map.seen += take;
        at += take;
        if (take === rest) this.map = null;
        continue;
      }
      const byte = bytes[at] ?? 0;
      at += 1;
      map.seen += 1;
      if (byte === 0x0a) {
        map.numbersLeft = map.numbersLeft === null ? map.digits * 2 : map.numbersLeft - 1;
        map.digits = 0;
      } else if (byte >= 0x30 && byte <= 0x39 && map.digits < 1e12) map.digits = map.digits * 10 + byte - 0x30;
      else
        throw archiveError(
          "image-archive-malformed",
          "The map of a sparse file is malformed.",
          `Byte ${map.seen} of the map.`,
        );
    }
    return at === 0 ? bytes : bytes.subarray(at);
  }
}
