import type { Directive, ParseError } from "./tree.ts";
import { skipSpace } from "./white-space.ts";

const names = new Set(["syntax", "escape", "check"]);

/** Reads directives on top of a file; the first line that is none ends them. */
export class DirectiveReader {
  readonly directives: Directive[] = [];
  escape: "\\" | "`" = "\\";
  private done = false;

  /** A line without its leading white space and line end; answers the directive that it is. */
  read(text: string, start: number, end: number, report: (error: ParseError) => void): Directive | null {
    if (this.done) return null;
    const directive = directiveAt(text, start, end);
    if (directive === null) {
      this.done = true;
      return null;
    }
    const span = { start: directive.start, end: directive.end };
    if (this.directives.some((one) => one.name === directive.name)) {
      report({ code: "bad-directive", message: `the directive ${directive.name} is given twice`, ...span });
    } else if (directive.name === "escape") {
      if (directive.value === "\\" || directive.value === "`") this.escape = directive.value;
      else report({ code: "bad-directive", message: `the escape is \\ or \`, not "${directive.value}"`, ...span });
    }
    this.directives.push(directive);
    return directive;
  }
}

function directiveAt(text: string, start: number, end: number): Directive | null {
  if (text.charCodeAt(start) !== 35) return null;
  const nameAt = skipSpace(text, start + 1, end);
  let nameEnd = nameAt;
  while (nameEnd < end && isNameCode(text.charCodeAt(nameEnd))) nameEnd++;
  const equals = skip(text, nameEnd, end);
  const name = text.slice(nameAt, nameEnd).toLowerCase();
  if (text.charCodeAt(equals) !== 61 || equals >= end || !names.has(name) || equals + 1 >= end) return null;
  let valueAt = skip(text, equals + 1, end);
  let valueEnd = end;
  while (valueEnd > valueAt && isDirectiveSpace(text.charCodeAt(valueEnd - 1))) valueEnd--;
  if (valueAt >= end) {
    valueAt = end - 1;
    valueEnd = end;
  }
  return {
    kind: "directive",
    name,
    value: text.slice(valueAt, valueEnd),
    nameSpan: { start: nameAt, end: nameEnd },
    valueSpan: { start: valueAt, end: valueEnd },
    start,
    end: valueEnd,
  };
}

function isNameCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

function isDirectiveSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 12 || code === 13;
}

function skip(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isDirectiveSpace(text.charCodeAt(at))) at++;
  return at;
}
