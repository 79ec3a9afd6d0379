import {
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from "jsonc-parser";

import { LineMap } from "../../core/span.ts";
import type { Reading } from "./problem.ts";

/** A JSON document that knows the line of each of its values. */
export class JsonDocument {
  private readonly root: Node;
  private readonly lines: LineMap;

  constructor(root: Node, text: string) {
    this.root = root;
    this.lines = new LineMap(text);
  }

  get value(): unknown {
    const value: unknown = getNodeValue(this.root);
    return value;
  }

  /** The line of a property, or that of its nearest ancestor in the file. */
  line(...path: readonly (string | number)[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const node = findNodeAtLocation(this.root, path.slice(0, length));
      if (node !== undefined)
        return this.lines.position(node.parent?.type === "property" ? node.parent.offset : node.offset).line;
    }
    return 1;
  }
}

/** Reads JSON; `comments` allows what tsconfig files allow: comments and trailing commas. */
export function readJson(text: string, file: string, options: { comments?: boolean } = {}): Reading<JsonDocument> {
  const errors: ParseError[] = [];
  const comments = options.comments ?? false;
  const root = parseTree(text.replace(/^\uFEFF/, " "), errors, {
    disallowComments: !comments,
    allowTrailingComma: comments,
  });
  const [first] = errors;
  if (root === undefined || first !== undefined) {
    const line = new LineMap(text).position(first?.offset ?? 0).line;
    return {
      value: null,
      problem: {
        file,
        line,
        says: first === undefined ? "is empty" : `does not parse: ${printParseErrorCode(first.error)}`,
      },
    };
  }
  return { value: new JsonDocument(root, text), problem: null };
}
