import { StringDecoder } from "node:string_decoder";

const longest = 64 * 1024;

/** Cuts a stream of bytes into lines without their ends. A line of more than 64 Ki characters comes in pieces, so that memory is bounded. */
export class LineSplitter {
  private readonly decoder = new StringDecoder("utf8");
  private readonly onLine: (line: string) => void;
  private rest = "";

  constructor(onLine: (line: string) => void) {
    this.onLine = onLine;
  }

  push(chunk: Uint8Array): void {
    const text = this.rest + this.decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
    let from = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", from)) {
      this.onLine(text.slice(from, text[end - 1] === "\r" && end > from ? end - 1 : end));
      from = end + 1;
    }
    while (text.length - from > longest) {
      this.onLine(text.slice(from, from + longest));
      from += longest;
    }
    this.rest = text.slice(from);
  }

  /** The last line, where the stream ended without a line end. */
  end(): void {
    const text = this.rest + this.decoder.end();
    this.rest = "";
    if (text !== "") this.onLine(text);
  }
}
