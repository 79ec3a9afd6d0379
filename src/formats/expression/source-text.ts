import type { SyntaxNode, Tree } from "@lezer/common";

import { LineMap } from "../../core/span.ts";

/** A text with the lines of its syntax nodes. */
export class SourceText {
  readonly text: string;
  private readonly lines: LineMap;

  constructor(text: string) {
    this.text = text;
    this.lines = new LineMap(text);
  }

  of(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  line(node: { readonly from: number }): number {
    return this.lines.position(node.from).line;
  }
}

export function nodeChildren(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** The lines on which the parser met what the grammar has no place for, each once. */
export function problemLines(tree: Tree, source: SourceText): number[] {
  const lines = new Set<number>();
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) lines.add(source.line(node));
    },
  });
  return [...lines];
}
