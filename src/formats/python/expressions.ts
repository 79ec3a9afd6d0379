import type { SyntaxNode } from "@lezer/common";

import { nodeChildren, type SourceText, unescapeString, type Expression } from "../expression/index.ts";

const punctuation = new Set(["(", ")", "[", "]", "{", "}", ",", ":", ".", "Comment", "*", "**", "⚠"]);

/** Nodes that are expressions by themselves; the rest are statements and their parts. */
const expressionNames = new Set([
  "VariableName",
  "MemberExpression",
  "CallExpression",
  "String",
  "ContinuedString",
  "FormatString",
  "Number",
  "Boolean",
  "None",
  "BinaryExpression",
  "UnaryExpression",
  "ParenthesizedExpression",
  "ArrayExpression",
  "TupleExpression",
  "SetExpression",
  "DictionaryExpression",
  "ConditionalExpression",
  "LambdaExpression",
  "AwaitExpression",
  "NamedExpression",
  "YieldExpression",
  "ArrayComprehensionExpression",
  "DictionaryComprehensionExpression",
  "SetComprehensionExpression",
  "ComprehensionExpression",
]);

export function isExpression(node: SyntaxNode): boolean {
  return expressionNames.has(node.name);
}

/** The topmost expressions below a node, in the order of the text. */
export function topExpressions(node: SyntaxNode, source: SourceText): Expression[] {
  return nodeChildren(node).flatMap((child) =>
    isExpression(child) ? [toExpression(child, source)] : topExpressions(child, source),
  );
}

export function toExpression(node: SyntaxNode, source: SourceText): Expression {
  const line = source.line(node);
  const parts = nodeChildren(node).filter((child) => !punctuation.has(child.name));
  switch (node.name) {
    case "VariableName":
    case "PropertyName":
      return { kind: "name", name: source.of(node), line };
    case "String":
      return { kind: "literal", value: stringValue(source.of(node)), line };
    case "ContinuedString":
      return { kind: "template", parts: mergeParts(parts.map((part) => toExpression(part, source))), line };
    case "FormatString":
      return formatString(node, source);
    case "Number": {
      const text = source.of(node).replaceAll("_", "");
      return { kind: "literal", value: Number(text), line };
    }
    case "Boolean":
      return { kind: "literal", value: source.of(node) === "True", line };
    case "None":
      return { kind: "literal", value: null, line };
    case "ParenthesizedExpression":
    case "AwaitExpression": {
      const inner = parts.find(isExpression);
      return inner === undefined ? { kind: "other", children: [], line } : toExpression(inner, source);
    }
    case "MemberExpression":
      return member(node, source);
    case "CallExpression": {
      const [callee, list] = parts;
      if (callee === undefined) return { kind: "other", children: [], line };
      return { kind: "call", callee: toExpression(callee, source), ...argumentsOf(list, source), line };
    }
    case "BinaryExpression": {
      const left = node.firstChild;
      const right = node.lastChild;
      const operator = left?.nextSibling;
      if (left && right && operator && left !== right && isExpression(left) && isExpression(right)) {
        const a = toExpression(left, source);
        const b = toExpression(right, source);
        return { kind: "binary", operator: source.of(operator), left: a, right: b, line };
      }
      return { kind: "other", children: topExpressions(node, source), line };
    }
    case "UnaryExpression": {
      const text = source.of(node);
      if (/^-\s*[\d.]+$/.test(text)) return { kind: "literal", value: Number(text.replace(/\s/g, "")), line };
      return { kind: "other", children: topExpressions(node, source), line };
    }
    case "ArrayExpression":
    case "TupleExpression":
    case "SetExpression":
      return { kind: "list", items: parts.filter(isExpression).map((part) => toExpression(part, source)), line };
    case "DictionaryExpression":
      return dictionary(node, source);
    default:
      return { kind: "other", children: topExpressions(node, source), line };
  }
}

/** Positional and keyword arguments of an `ArgList` node. */
export function argumentsOf(
  list: SyntaxNode | undefined,
  source: SourceText,
): { args: Expression[]; keywords: Map<string, Expression> } {
  const args: Expression[] = [];
  const keywords = new Map<string, Expression>();
  for (let child = list?.firstChild ?? null; child !== null; child = child.nextSibling) {
    if (!isExpression(child)) continue;
    const next = child.nextSibling;
    if (child.name === "VariableName" && next?.name === "AssignOp") {
      const value = next.nextSibling;
      if (value !== null && isExpression(value)) keywords.set(source.of(child), toExpression(value, source));
      child = value ?? next;
      continue;
    }
    args.push(toExpression(child, source));
  }
  return { args, keywords };
}

function member(node: SyntaxNode, source: SourceText): Expression {
  const line = source.line(node);
  const first = node.firstChild;
  if (first === null) return { kind: "other", children: [], line };
  const object = toExpression(first, source);
  const property = node.getChild("PropertyName");
  if (property !== null) return { kind: "member", object, name: source.of(property), line };
  const key = nodeChildren(node).slice(1).filter(isExpression);
  if (key.length === 1 && key[0] !== undefined)
    return { kind: "index", object, key: toExpression(key[0], source), line };
  return { kind: "index", object, key: { kind: "list", items: key.map((k) => toExpression(k, source)), line }, line };
}

function dictionary(node: SyntaxNode, source: SourceText): Expression {
  const entries: { key: string; value: Expression; line: number }[] = [];
  for (const colon of node.getChildren(":")) {
    const before = colon.prevSibling;
    const after = colon.nextSibling;
    if (before?.name === "String" && after !== null && isExpression(after)) {
      entries.push({
        key: stringValue(source.of(before)),
        value: toExpression(after, source),
        line: source.line(before),
      });
    }
  }
  return { kind: "object", entries, line: source.line(node) };
}

function formatString(node: SyntaxNode, source: SourceText): Expression {
  const parts: (string | Expression)[] = [];
  const text = source.of(node);
  const opening = /^[a-zA-Z]*("""|'''|"|')/.exec(text);
  const quote = opening?.[1] ?? '"';
  let at = node.from + (opening?.[0].length ?? 1);
  const end = text.endsWith(quote) ? node.to - quote.length : node.to;
  for (const replacement of node.getChildren("FormatReplacement")) {
    if (replacement.from > at) parts.push(unescapeString(source.text.slice(at, replacement.from)));
    parts.push(
      topExpressions(replacement, source)[0] ?? { kind: "other", children: [], line: source.line(replacement) },
    );
    at = replacement.to;
  }
  if (end > at) parts.push(unescapeString(source.text.slice(at, end)));
  return { kind: "template", parts, line: source.line(node) };
}

function mergeParts(expressions: readonly Expression[]): (string | Expression)[] {
  return expressions.flatMap((e): readonly (string | Expression)[] => {
    if (e.kind === "template") return e.parts;
    return e.kind === "literal" && typeof e.value === "string" ? [e.value] : [e];
  });
}

/** The value of a string literal as written, prefix and quotes included. Bytes read as their text. */
export function stringValue(literal: string): string {
  const match = /^([a-zA-Z]*)("""|'''|"|')/.exec(literal);
  if (match === null) return literal;
  const quote = match[2] ?? "";
  const start = match[0].length;
  const end =
    literal.endsWith(quote) && literal.length >= start + quote.length ? literal.length - quote.length : literal.length;
  const body = literal.slice(start, end);
  return /r/i.test(match[1] ?? "") ? body : unescapeString(body);
}
