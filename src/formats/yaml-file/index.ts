import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";

/** What is wrong with a file, and where; lines and columns from 1. */
export interface FileProblem {
  readonly line: number;
  readonly column: number;
  readonly says: string;
}

/** One key of a mapping with its value. `line` and `column` are the key's. */
export interface YamlEntry {
  readonly name: string;
  readonly value: unknown;
  readonly line: number;
  readonly column: number;
}

/** A YAML (or JSON) document read by shape. What has the wrong shape becomes a problem at its place, and is passed over. */
export class YamlFile {
  readonly problems: FileProblem[] = [];
  readonly root: unknown;
  private readonly document: Document.Parsed;
  private readonly lines = new LineCounter();

  constructor(text: string) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false, logLevel: "silent" });
    for (const { message, pos } of this.document.errors) {
      const { line, col } = this.lines.linePos(pos[0]);
      this.problems.push({ line, column: col, says: message });
    }
    this.root = this.problems.length > 0 ? null : this.document.contents;
  }

  /** Where a node begins. */
  place(node: unknown): { readonly line: number; readonly column: number } {
    const range: unknown = typeof node === "object" && node !== null && "range" in node ? node.range : null;
    const at: unknown = Array.isArray(range) ? range[0] : 0;
    const { line, col } = this.lines.linePos(typeof at === "number" ? at : 0);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }

  refuse(node: unknown, says: string): void {
    this.problems.push({ ...this.place(node), says });
  }

  private follow(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.document) : node;
  }

  isMap(node: unknown): boolean {
    return isMap(this.follow(node));
  }

  isList(node: unknown): boolean {
    return isSeq(this.follow(node));
  }

  /** The entries of a mapping; none where the value is empty. With `known`, other keys are problems. */
  entries(node: unknown, what: string, known?: readonly string[]): readonly YamlEntry[] {
    const map = this.follow(node);
    if (map === null || map === undefined || (isScalar(map) && map.value === null)) return [];
    if (!isMap(map)) {
      this.refuse(node, `${what} is a mapping`);
      return [];
    }
    return map.items.flatMap(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : "";
      if (known !== undefined && !known.includes(name)) {
        this.refuse(key, `${what} has no key ${JSON.stringify(name)}; it has ${known.join(", ")}`);
        return [];
      }
      return [{ name, value, ...this.place(key) }];
    });
  }

  items(node: unknown, what: string): readonly unknown[] {
    const list = this.follow(node);
    if (list === null || list === undefined || (isScalar(list) && list.value === null)) return [];
    if (isSeq(list)) return list.items;
    this.refuse(node, `${what} is a list`);
    return [];
  }

  /** A scalar's value as it is read by YAML 1.2; undefined where there is none. */
  scalar(node: unknown): string | number | boolean | null | undefined {
    const found = this.follow(node);
    if (found === null) return null;
    if (!isScalar(found)) return undefined;
    const { value } = found;
    return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? value
      : undefined;
  }

  /** A text; numbers and booleans as they are written. */
  text(node: unknown, what: string): string | null {
    const found = this.follow(node);
    const value = this.scalar(node);
    if (typeof value === "string") return value;
    if (isScalar(found) && (typeof value === "number" || typeof value === "boolean"))
      return found.source ?? String(value);
    this.refuse(node, `${what} is a text`);
    return null;
  }

  texts(node: unknown, what: string): readonly string[] {
    return this.items(node, what).flatMap((item) => this.text(item, `each of ${what}`) ?? []);
  }

  boolean(node: unknown, what: string): boolean | null {
    const value = this.scalar(node);
    if (typeof value === "boolean") return value;
    this.refuse(node, `${what} is true or false`);
    return null;
  }

  integer(node: unknown, what: string): number | null {
    const value = this.scalar(node);
    if (typeof value === "number" && Number.isInteger(value)) return value;
    this.refuse(node, `${what} is a whole number`);
    return null;
  }
}
