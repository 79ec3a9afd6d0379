import type { Position, Range } from "vscode-languageserver-protocol";
import type { Span } from "../core/span.ts";

/** Offsets and the protocol's positions of one text: lines and characters from 0, in UTF-16 code units; `\n`, `\r\n` and `\r` end a line. */
export class Lines {
  private readonly starts: number[] = [0];
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
    for (const end of text.matchAll(/\r\n|\r|\n/g)) this.starts.push(end.index + end[0].length);
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (this.starts[low] ?? 0) };
  }

  /** A position past the end of its line means the line's end, one past the last line the text's. */
  offset({ line, character }: Position): number {
    const start = this.starts[line];
    if (start === undefined) return this.text.length;
    const next = this.starts[line + 1];
    const end = next === undefined ? this.text.length : start + this.line(line).length;
    return Math.min(start + Math.max(0, character), end);
  }

  range({ start, end }: Span): Range {
    return { start: this.position(start), end: this.position(end) };
  }

  /** A line's text without its end. */
  line(index: number): string {
    const text = this.text.slice(this.starts[index] ?? this.text.length, this.starts[index + 1]);
    return text.replace(/\r\n$|[\r\n]$/, "");
  }

  start(line: number): number {
    return this.starts[line] ?? this.text.length;
  }
}
