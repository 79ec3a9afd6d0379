import { LineMap, type Span } from "../../core/span.ts";
import { DirectiveReader } from "./directives.ts";
import { readHeredocs } from "./heredocs.ts";
import { headOf, instructionOf, mayOpenHeredocs } from "./instruction.ts";
import { SourceText, TextJoiner } from "./mapped-text.ts";
import type { Comment, Dockerfile, Heredoc, Instruction, Item, ParseError, Stage } from "./tree.ts";
import { skipSpace, trimEnd } from "./white-space.ts";

/** BuildKit reads lines through a buffer of this many bytes. */
const longestLine = 65_536;

/** Reads a Dockerfile with BuildKit's semantics, in linear time. Never throws: what BuildKit would refuse is in `errors`, and the rest is read all the same. */
export function parseDockerfile(text: string): Dockerfile {
  return new Parser(text).parse();
}

interface LogicalLine {
  readonly source: SourceText;
  /** The end of the last physical line, without its line end. */
  readonly end: number;
  readonly comments: readonly Comment[];
}

class Parser {
  private readonly text: string;
  private readonly directives = new DirectiveReader();
  private readonly items: Item[] = [];
  private readonly comments: Comment[] = [];
  private readonly instructions: Instruction[] = [];
  private readonly stages: { from: Stage["from"]; instructions: Instruction[] }[] = [];
  private readonly emptyContinuations: Span[] = [];
  private readonly errors: ParseError[] = [];
  private leading: Comment[] = [];
  /** The blank item that further blank lines lengthen, while nothing else follows. */
  private blank: { readonly kind: "blank"; readonly start: number; end: number } | null = null;
  /** Where the next line starts; -1 after the last. */
  private next: number;
  private readonly report = (error: ParseError): void => void this.errors.push(error);

  constructor(text: string) {
    this.text = text;
    this.next = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  parse(): Dockerfile {
    while (this.next < this.text.length) this.readItem();
    this.complete();
    const { text, items, instructions, comments, emptyContinuations, errors } = this;
    let lines: LineMap | undefined;
    return {
      text,
      get lines(): LineMap {
        return (lines ??= new LineMap(text));
      },
      escape: this.directives.escape,
      directives: this.directives.directives,
      items,
      instructions,
      comments,
      globals: instructions.filter((one) => one.stage === -1 && one.kind === "arg"),
      stages: this.stages.map(stageOf),
      emptyContinuations,
      errors: errors.sort((a, b) => a.start - b.start || a.end - b.end),
    };
  }

  private complete(): void {
    const start = this.text.length;
    if (this.instructions.length === 0)
      this.report({ code: "empty-file", message: "the file has no instructions", start: 0, end: 0 });
    else if (this.stages.length === 0)
      this.report({ code: "no-stage", message: "the file has no FROM", start, end: start });
  }

  /** Ends the line that begins at `start`: sets `next`, answers its end without the line end. */
  private takeLine(start: number): number {
    const newline = this.text.indexOf("\n", start);
    let end = newline === -1 ? this.text.length : newline;
    this.next = newline === -1 ? this.text.length : newline + 1;
    if (end - start >= longestLine / 3) this.checkLength(start, end);
    while (end > start && this.text.charCodeAt(end - 1) === 13) end--;
    return end;
  }

  private checkLength(start: number, end: number): void {
    const bytes = Buffer.byteLength(this.text.slice(start, end));
    if (bytes >= longestLine)
      this.report({
        code: "line-too-long",
        message: `the line has ${bytes} bytes; BuildKit reads at most ${longestLine - 1}`,
        start,
        end,
      });
  }

  private readItem(): void {
    const lineStart = this.next;
    const end = this.takeLine(lineStart);
    const start = skipSpace(this.text, lineStart, end);
    const directive = this.directives.read(this.text, start, end, this.report);
    if (start === end) {
      this.addBlank(lineStart);
      return;
    }
    this.blank = null;
    if (directive !== null) {
      this.items.push(directive);
    } else if (this.text.charCodeAt(start) === 35) {
      const comment = this.commentAt(start, end);
      this.items.push(comment);
      this.leading.push(comment);
    } else {
      this.addInstruction(start, end);
    }
  }

  private addBlank(start: number): void {
    if (this.blank === null) this.items.push((this.blank = { kind: "blank", start, end: this.next }));
    else this.blank.end = this.next;
    this.leading = [];
  }

  private commentAt(start: number, end: number): Comment {
    const stop = trimEnd(this.text, start + 1, end);
    const comment: Comment = {
      kind: "comment",
      text: this.text.slice(skipSpace(this.text, start + 1, stop), stop),
      start,
      end: stop,
    };
    this.comments.push(comment);
    return comment;
  }

  private addInstruction(start: number, lineEnd: number): void {
    const { escape } = this.directives;
    const line = this.logicalLine(start, lineEnd);
    const head = headOf(line.source, escape);
    let heredocs: readonly Heredoc[] = [];
    let end = line.end;
    if (line.source.text.includes("<<") && mayOpenHeredocs(head, escape)) {
      const found = readHeredocs(this.text, line.source, this.next);
      heredocs = found.heredocs;
      this.next = found.next;
      end = heredocs.at(-1)?.end ?? end;
      if (found.error !== null) this.report(found.error);
    }
    const stage = head.kind === "from" ? this.stages.length : this.stages.length - 1;
    const frame = {
      file: this.text,
      escape,
      start,
      end,
      stage,
      onbuild: false,
      heredocs,
      comments: line.comments,
      leading: this.leading,
      report: this.report,
    };
    const instruction = instructionOf(head, frame);
    this.leading = [];
    this.place(instruction);
  }

  private place(instruction: Instruction): void {
    this.items.push(instruction);
    this.instructions.push(instruction);
    const stage = this.stages.at(-1);
    if (instruction.kind === "from") this.stages.push({ from: instruction, instructions: [instruction] });
    else if (stage !== undefined) stage.instructions.push(instruction);
    else if (instruction.kind !== "arg" && instruction.kind !== "unknown") {
      const { keyword } = instruction;
      this.report({
        code: "instruction-before-from",
        message: `${keyword.text} stands before the first FROM`,
        start: keyword.start,
        end: keyword.end,
      });
    }
  }

  /** Joins an instruction's physical lines; comments and blank lines between them are left out. */
  private logicalLine(start: number, end: number): LogicalLine {
    let stop = this.continued(start, end);
    if (stop === -1) return { source: new SourceText(this.text.slice(start, end), start, null), end, comments: none };
    const joiner = new TextJoiner();
    const comments: Comment[] = [];
    joiner.add(this.text.slice(start, stop), start);
    let last = end;
    while (stop !== -1 && this.next < this.text.length) {
      const lineStart = this.next;
      const lineEnd = this.takeLine(lineStart);
      last = lineEnd;
      const first = skipSpace(this.text, lineStart, lineEnd);
      if (first === lineEnd) {
        this.emptyContinuations.push({ start: lineStart, end: lineEnd });
        continue;
      }
      if (this.text.charCodeAt(first) === 35) {
        comments.push(this.commentAt(first, lineEnd));
        continue;
      }
      stop = this.continued(lineStart, lineEnd);
      joiner.add(this.text.slice(lineStart, stop === -1 ? lineEnd : stop), lineStart);
    }
    return { source: joiner.join(), end: last, comments };
  }

  /** Where the escape of a continued line stands, or -1. An escape before it forbids that, however many there are. */
  private continued(start: number, end: number): number {
    const escape = this.directives.escape.charCodeAt(0);
    let at = end;
    while (at > start && (this.text.charCodeAt(at - 1) === 32 || this.text.charCodeAt(at - 1) === 9)) at--;
    if (at === start || this.text.charCodeAt(at - 1) !== escape) return -1;
    return at - 1 > start && this.text.charCodeAt(at - 2) === escape ? -1 : at - 1;
  }
}

const none: readonly Comment[] = [];

function stageOf({ from, instructions }: { from: Stage["from"]; instructions: Instruction[] }, index: number): Stage {
  return {
    index,
    name: from.alias?.text.toLowerCase() ?? null,
    from,
    instructions,
    start: from.start,
    end: instructions.at(-1)?.end ?? from.end,
  };
}
