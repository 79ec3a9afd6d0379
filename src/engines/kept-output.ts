/** The head and the tail of a stream, in bounded memory: what lies between is counted and dropped. */
export class KeptOutput {
  private readonly half: number;
  private readonly head: Uint8Array[] = [];
  private headBytes = 0;
  private tail: Uint8Array[] = [];
  private tailBytes = 0;
  private total = 0;

  constructor(keepBytes: number) {
    this.half = Math.max(1, keepBytes >> 1);
  }

  push(chunk: Uint8Array): void {
    this.total += chunk.length;
    let rest = chunk;
    if (this.headBytes < this.half) {
      const part = rest.subarray(0, this.half - this.headBytes);
      this.head.push(part);
      this.headBytes += part.length;
      rest = rest.subarray(part.length);
    }
    if (rest.length === 0) return;
    this.tail.push(rest);
    this.tailBytes += rest.length;
    if (this.tailBytes > 4 * this.half) this.shrink();
  }

  get truncated(): boolean {
    return this.total > 2 * this.half;
  }

  /** The kept text; a line between head and tail says how many bytes were left out. */
  text(): string {
    this.shrink();
    const left = this.total - this.headBytes - this.tailBytes;
    if (left === 0) return Buffer.concat([...this.head, ...this.tail]).toString("utf8");
    const head = Buffer.concat(this.head).toString("utf8");
    return `${head}\n[${left} bytes left out]\n${Buffer.concat(this.tail).toString("utf8")}`;
  }

  private shrink(): void {
    if (this.tailBytes <= this.half) return;
    // A copy, so that a small tail does not hold on to the large chunks it was cut from.
    const kept = Buffer.from(Buffer.concat(this.tail).subarray(this.tailBytes - this.half));
    this.tail = [kept];
    this.tailBytes = kept.length;
  }
}
