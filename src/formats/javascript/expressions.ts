import type { SyntaxNode } from "@lezer/common";

import { nodeChildren, unescapeString, type Expression, type SourceText } from "../expression/index.ts";

const skipped = new Set([
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ";",
  ":",
  "LineComment",
  "BlockComment",
  "⚠",
  "TypeAnnotation",
  "TypeParamList",
  "TypeArgList",
  "async",
  "await",
  "new",
  "InterpolationStart",
  "InterpolationEnd",
]);
const types = new Set([
  "TypeName",
  "TypeAnnotation",
  "InterfaceDeclaration",
  "TypeAliasDeclaration",
  "TypeArgList",
  "as",
  "satisfies",
  "const",
]);
const functions = new Set(["ArrowFunction", "FunctionExpression", "FunctionDeclaration", "MethodDeclaration"]);
const others = new Set([
  "VariableName",
  "String",
  "TemplateString",
  "Number",
  "BooleanLiteral",
  "null",
  "this",
  "ImportMeta",
  "MemberExpression",
  "CallExpression",
  "NewExpression",
  "AssignmentExpression",
  "BinaryExpression",
  "UnaryExpression",
  "ConditionalExpression",
  "AwaitExpression",
  "ParenthesizedExpression",
  "ArrayExpression",
  "ObjectExpression",
  "DynamicImport",
  "InstantiationExpression",
  "JSXElement",
]);

export function isExpression(node: SyntaxNode): boolean {
  return others.has(node.name) || functions.has(node.name);
}

/** The topmost expressions below a node, in the order of the text; the cases of a `switch` with its subject. */
export function topExpressions(node: SyntaxNode, source: SourceText): Expression[] {
  return nodeChildren(node).flatMap((child): Expression[] => {
    if (isExpression(child)) return [toExpression(child, source)];
    if (child.name === "SwitchStatement") return switchCases(child, source);
    if (child.name === "VariableDeclaration") return declarationsOf(child, source);
    if (types.has(child.name)) return [];
    return topExpressions(child, source);
  });
}

/** `const a = 1, { b } = c` as assignments; a pattern gives one for each name that it takes. */
export function declarationsOf(node: SyntaxNode, source: SourceText): Expression[] {
  const found: Expression[] = [];
  for (const child of nodeChildren(node)) {
    if (child.name !== "VariableDefinition" && child.name !== "ObjectPattern" && child.name !== "ArrayPattern")
      continue;
    let next = child.nextSibling;
    while (next !== null && next.name === "TypeAnnotation") next = next.nextSibling;
    const valueNode = next?.name === "Equals" ? next.nextSibling : null;
    if (valueNode === null || !isExpression(valueNode)) continue;
    const value = toExpression(valueNode, source);
    const line = source.line(child);
    if (child.name === "VariableDefinition") {
      found.push({ kind: "assign", target: { kind: "name", name: source.of(child), line }, value, line });
    } else found.push(...patternParts(child, value, source));
  }
  return found;
}

function patternParts(pattern: SyntaxNode, value: Expression, source: SourceText): Expression[] {
  return pattern.getChildren("PatternProperty").flatMap((property): Expression[] => {
    const line = source.line(property);
    const definition = property.getChild("VariableDefinition");
    const key = property.getChild("PropertyName") ?? definition;
    if (definition === null || key === null) return [];
    let taken: Expression = { kind: "member", object: value, name: source.of(key), line };
    const fallback = property.getChild("Equals")?.nextSibling;
    if (fallback && isExpression(fallback)) {
      taken = { kind: "binary", operator: "??", left: taken, right: toExpression(fallback, source), line };
    }
    return [{ kind: "assign", target: { kind: "name", name: source.of(definition), line }, value: taken, line }];
  });
}

export function toExpression(node: SyntaxNode, source: SourceText): Expression {
  const line = source.line(node);
  const parts = nodeChildren(node).filter((child) => !skipped.has(child.name));
  const [first, second] = parts;
  if (functions.has(node.name)) return functionOf(node, source);
  switch (node.name) {
    case "VariableName":
    case "this":
    case "ImportMeta":
      return { kind: "name", name: source.of(node), line };
    case "String":
      return { kind: "literal", value: unescapeString(source.of(node).slice(1, -1)), line };
    case "TemplateString":
      return template(node, source);
    case "Number":
      return { kind: "literal", value: Number(source.of(node).replaceAll("_", "")), line };
    case "BooleanLiteral":
      return { kind: "literal", value: source.of(node) === "true", line };
    case "null":
      return { kind: "literal", value: null, line };
    case "ParenthesizedExpression":
    case "InstantiationExpression":
    case "AwaitExpression":
      return first === undefined || !isExpression(first) ? otherOf(node, source) : toExpression(first, source);
    case "MemberExpression": {
      if (first === undefined) return otherOf(node, source);
      const object = toExpression(first, source);
      const property = node.getChild("PropertyName");
      if (property !== null) return { kind: "member", object, name: source.of(property), line };
      return second === undefined
        ? otherOf(node, source)
        : { kind: "index", object, key: toExpression(second, source), line };
    }
    case "CallExpression":
    case "NewExpression": {
      const list = node.getChild("ArgList");
      if (first === undefined || first === list) return otherOf(node, source);
      const args =
        list === null
          ? []
          : nodeChildren(list)
              .filter(isExpression)
              .map((arg) => toExpression(arg, source));
      const callee: Expression =
        first.name === "import" ? { kind: "name", name: "import", line } : toExpression(first, source);
      return { kind: "call", callee, args, keywords: new Map(), line };
    }
    case "AssignmentExpression":
    case "BinaryExpression": {
      const left = node.firstChild;
      const right = node.lastChild;
      if (left === null || right === null || left === right || !isExpression(left)) return otherOf(node, source);
      const a = toExpression(left, source);
      if (!isExpression(right)) return a; // `x as T`, `x satisfies T`
      const b = toExpression(right, source);
      if (node.name === "AssignmentExpression") return { kind: "assign", target: a, value: b, line };
      return {
        kind: "binary",
        operator: left.nextSibling === null ? "" : source.of(left.nextSibling),
        left: a,
        right: b,
        line,
      };
    }
    case "UnaryExpression":
      return first?.name === "LogicOp" || first?.name === "ArithOp" ? unary(node, source) : otherOf(node, source);
    case "ArrayExpression":
      return { kind: "list", items: parts.filter(isExpression).map((part) => toExpression(part, source)), line };
    case "ObjectExpression":
      return objectOf(node, source);
    default:
      return otherOf(node, source);
  }
}

function otherOf(node: SyntaxNode, source: SourceText): Expression {
  return { kind: "other", children: topExpressions(node, source), line: source.line(node) };
}

function unary(node: SyntaxNode, source: SourceText): Expression {
  const text = source.of(node);
  if (/^-\s*\d+$/.test(text))
    return { kind: "literal", value: Number(text.replace(/\s/g, "")), line: source.line(node) };
  const inner = topExpressions(node, source)[0];
  // `+process.env.PORT` is the value it converts.
  return text.startsWith("+") && inner !== undefined ? inner : otherOf(node, source);
}

function functionOf(node: SyntaxNode, source: SourceText): Expression {
  const list = node.getChild("ParamList");
  const single = list === null ? node.getChild("VariableDefinition") : null;
  const params =
    list === null
      ? node.name === "ArrowFunction" && single !== null
        ? [source.of(single)]
        : []
      : paramNames(list, source);
  const nameNode =
    node.name === "ArrowFunction" ? null : (node.getChild("VariableDefinition") ?? node.getChild("PropertyDefinition"));
  const defaults = list === null ? [] : topExpressions(list, source);
  const body = nodeChildren(node)
    .filter((child) => child !== list && child.from !== list?.from)
    .flatMap((child) =>
      isExpression(child) ? [toExpression(child, source)] : child.name === "Block" ? topExpressions(child, source) : [],
    );
  return {
    kind: "function",
    name: nameNode === null ? null : source.of(nameNode),
    params,
    body: [...defaults, ...body],
    line: source.line(node),
  };
}

function paramNames(list: SyntaxNode, source: SourceText): string[] {
  return nodeChildren(list)
    .filter(
      (child) => child.name === "VariableDefinition" || child.name === "ObjectPattern" || child.name === "ArrayPattern",
    )
    .map((child) => (child.name === "VariableDefinition" ? source.of(child) : ""));
}

function objectOf(node: SyntaxNode, source: SourceText): Expression {
  const entries: { key: string; value: Expression; line: number }[] = [];
  for (const property of node.getChildren("Property")) {
    const line = source.line(property);
    const keyNode = property.getChild("PropertyDefinition") ?? property.firstChild;
    if (keyNode === null || keyNode.name === "[" || keyNode.name === "Spread") continue;
    const text = source.of(keyNode);
    const key = keyNode.name === "String" ? unescapeString(text.slice(1, -1)) : text;
    const last = property.lastChild;
    if (property.getChild(":") !== null && last !== null && isExpression(last)) {
      entries.push({ key, value: toExpression(last, source), line });
    } else if (property.getChild("ParamList") !== null)
      entries.push({ key, value: functionOf(property, source), line });
    else if (last === keyNode) entries.push({ key, value: { kind: "name", name: key, line }, line });
  }
  return { kind: "object", entries, line: source.line(node) };
}

function template(node: SyntaxNode, source: SourceText): Expression {
  const parts: (string | Expression)[] = [];
  let at = node.from + 1;
  for (const piece of node.getChildren("Interpolation")) {
    if (piece.from > at) parts.push(unescapeString(source.text.slice(at, piece.from)));
    parts.push(topExpressions(piece, source)[0] ?? { kind: "other", children: [], line: source.line(piece) });
    at = piece.to;
  }
  if (node.to - 1 > at) parts.push(unescapeString(source.text.slice(at, node.to - 1)));
  return { kind: "template", parts, line: source.line(node) };
}

function switchCases(node: SyntaxNode, source: SourceText): Expression[] {
  const subjectNode = node.getChild("ParenthesizedExpression");
  if (subjectNode === null) return topExpressions(node, source);
  const subject = toExpression(subjectNode, source);
  const body = node.getChild("SwitchBody");
  const cases = (body?.getChildren("CaseLabel") ?? []).flatMap((label): Expression[] =>
    topExpressions(label, source).map((value) => ({ kind: "case", subject, value, line: source.line(label) })),
  );
  const rest = body === null ? [] : nodeChildren(body).filter((child) => child.name !== "CaseLabel");
  return [
    ...cases,
    ...rest.flatMap((child) => (isExpression(child) ? [toExpression(child, source)] : topExpressions(child, source))),
  ];
}
