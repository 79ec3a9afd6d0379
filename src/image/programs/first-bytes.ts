import type { ContentSink, TarEntry } from "../../formats/image-archive/index.ts";
import { kindOf, type ProgramKind } from "./examine.ts";

/** Holds what is asked first of most programs: the header and the list of segments. */
const headBytes = 1024;
/** Of a script nothing but its first line is asked for. */
const lineBytes = 256;
const poolBytes = 256 * 1024;
const none = new Uint8Array();

/** A file that is a program, by its first bytes. */
export interface Noticed {
  readonly entry: TarEntry;
  readonly key: number;
  readonly kind: ProgramKind;
  readonly head: Uint8Array;
}

/**
 * Looks at the first bytes of a file, and keeps them where it is a program. Files pass one at a time, and there are many:
 * one object does for all of them, and what is kept lies side by side.
 */
export class FirstBytes implements ContentSink {
  /** What the file is; undefined while too little of it has passed. */
  kind: ProgramKind | null | undefined;
  head: Uint8Array = none;
  private entry: TarEntry | null = null;
  private key = 0;
  private wanted = 0;
  private readonly gathered = Buffer.alloc(headBytes);
  private length = 0;
  private pool = Buffer.alloc(0);
  private readonly notice: (program: Noticed) => void;

  constructor(notice: (program: Noticed) => void = () => {}) {
    this.notice = notice;
  }

  begin(entry: TarEntry, key: number): this {
    this.entry = entry;
    this.key = key;
    this.wanted = Math.min(headBytes, entry.size);
    this.length = 0;
    this.kind = undefined;
    return this;
  }

  get full(): boolean {
    return this.kind !== undefined;
  }

  chunk(bytes: Uint8Array): void {
    if (this.kind !== undefined) return;
    let head = bytes;
    if (this.length > 0 || bytes.length < this.wanted) {
      const piece = bytes.subarray(0, this.wanted - this.length);
      this.gathered.set(piece, this.length);
      this.length += piece.length;
      if (this.length < this.wanted) return;
      head = this.gathered;
    }
    this.kind = kindOf(this.entry?.path ?? "", head);
    // Most files are none; of the others a copy, for the bytes are only lent.
    if (this.kind !== null) this.head = this.copy(head, this.kind === "script" ? lineBytes : headBytes);
  }

  end(): void {
    const { entry, key, kind, head } = this;
    if (entry !== null && kind !== null && kind !== undefined) this.notice({ entry, key, kind, head });
  }

  private copy(head: Uint8Array, most: number): Uint8Array {
    const length = Math.min(this.wanted, most);
    if (this.pool.length < length) this.pool = Buffer.alloc(poolBytes);
    const kept = this.pool.subarray(0, length);
    this.pool = this.pool.subarray(length);
    kept.set(head.subarray(0, length));
    return kept;
  }
}
