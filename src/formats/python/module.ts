import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";

import {
  callsIn,
  nodeChildren,
  problemLines,
  SourceText,
  type CallExpression,
  type Expression,
} from "../expression/index.ts";
import { argumentsOf, isExpression, toExpression, topExpressions } from "./expressions.ts";

/** One name that an import binds. `module` keeps leading dots; `name` is null for `import module`. */
export interface PythonImport {
  readonly local: string;
  readonly module: string;
  readonly name: string | null;
  readonly line: number;
  /** Inside a function, a `try` or an `if`: it may not happen when the module is imported. */
  readonly conditional: boolean;
}

/** `scope` is the dotted path of enclosing classes and functions, empty at the top of the module. */
export interface PythonAssignment {
  readonly target: string;
  readonly value: Expression | null;
  readonly type: Expression | null;
  readonly scope: string;
  readonly line: number;
}

export interface PythonParameter {
  readonly name: string;
  readonly type: Expression | null;
  readonly default: Expression | null;
}

export interface PythonFunction {
  readonly name: string;
  readonly scope: string;
  readonly params: readonly PythonParameter[];
  readonly decorators: readonly Expression[];
  readonly returns: readonly Expression[];
  readonly returnType: Expression | null;
  readonly line: number;
}

export interface PythonClass {
  readonly name: string;
  readonly scope: string;
  readonly bases: readonly Expression[];
  readonly keywords: ReadonlyMap<string, Expression>;
  readonly line: number;
}

/** An expression of a statement, and where it stands. */
export interface PlacedExpression {
  readonly expression: Expression;
  readonly scope: string;
  /** Below `if __name__ == "__main__":`. */
  readonly main: boolean;
}

export interface PythonModule {
  readonly imports: readonly PythonImport[];
  readonly assignments: readonly PythonAssignment[];
  readonly functions: readonly PythonFunction[];
  readonly classes: readonly PythonClass[];
  readonly expressions: readonly PlacedExpression[];
  /** Lines that did not parse. What could be read around them is still here. */
  readonly problems: readonly number[];
}

/** Reads a module without ever failing: what does not parse is named in `problems` and left out. */
export function readPythonModule(text: string): PythonModule {
  const source = new SourceText(text);
  const tree = parser.parse(text);
  const found: Found = { imports: [], assignments: [], functions: [], classes: [], expressions: [] };
  visit(tree.topNode, source, "", false, found);
  return { ...found, problems: problemLines(tree, source) };
}

/** All calls of a module, with their place. */
export function* pythonCalls(module: PythonModule): Generator<{ call: CallExpression; scope: string; main: boolean }> {
  for (const placed of module.expressions) {
    for (const call of callsIn([placed.expression])) yield { call, scope: placed.scope, main: placed.main };
  }
}

interface Found {
  imports: PythonImport[];
  assignments: PythonAssignment[];
  functions: PythonFunction[];
  classes: PythonClass[];
  expressions: PlacedExpression[];
}

function visit(node: SyntaxNode, source: SourceText, scope: string, main: boolean, found: Found): void {
  for (const child of nodeChildren(node)) {
    if (isExpression(child)) {
      found.expressions.push({ expression: toExpression(child, source), scope, main });
      continue;
    }
    switch (child.name) {
      case "ImportStatement":
        found.imports.push(...importsOf(child, source, scope !== "" || isGuarded(child)));
        break;
      case "AssignStatement":
        assignment(child, source, scope, main, found);
        break;
      case "DecoratedStatement": {
        const decorators = child.getChildren("Decorator").map((d) => decorator(d, source));
        for (const d of decorators) found.expressions.push({ expression: d, scope, main });
        definition(child, source, scope, main, found, decorators);
        break;
      }
      case "FunctionDefinition":
      case "ClassDefinition":
        definitionOf(child, source, scope, main, found, []);
        break;
      case "IfStatement":
        visit(child, source, scope, main || isMainGuard(child, source), found);
        break;
      default:
        visit(child, source, scope, main, found);
    }
  }
}

function definition(
  node: SyntaxNode,
  source: SourceText,
  scope: string,
  main: boolean,
  found: Found,
  decorators: Expression[],
): void {
  for (const child of nodeChildren(node)) {
    if (child.name === "FunctionDefinition" || child.name === "ClassDefinition") {
      definitionOf(child, source, scope, main, found, decorators);
    }
  }
}

function definitionOf(
  node: SyntaxNode,
  source: SourceText,
  scope: string,
  main: boolean,
  found: Found,
  decorators: Expression[],
): void {
  const nameNode = node.getChild("VariableName");
  const name = nameNode === null ? "" : source.of(nameNode);
  const inner = scope === "" ? name : `${scope}.${name}`;
  const line = source.line(node);
  const body = node.getChild("Body");
  if (node.name === "ClassDefinition") {
    const { args, keywords } = argumentsOf(node.getChild("ArgList") ?? undefined, source);
    found.classes.push({ name, scope, bases: args, keywords, line });
  } else {
    const returns: Expression[] = [];
    if (body !== null) collectReturns(body, source, returns);
    const typeNode = node.getChild("TypeDef");
    found.functions.push({
      name,
      scope,
      params: parameters(node.getChild("ParamList"), source),
      decorators,
      returns,
      returnType: typeNode === null ? null : (topExpressions(typeNode, source)[0] ?? null),
      line,
    });
  }
  const list = node.getChild("ParamList");
  if (list !== null)
    for (const expression of topExpressions(list, source)) found.expressions.push({ expression, scope: inner, main });
  if (body !== null) visit(body, source, inner, main, found);
}

function collectReturns(node: SyntaxNode, source: SourceText, returns: Expression[]): void {
  for (const child of nodeChildren(node)) {
    if (child.name === "FunctionDefinition" || child.name === "ClassDefinition") continue;
    if (child.name === "ReturnStatement") returns.push(...topExpressions(child, source));
    else collectReturns(child, source, returns);
  }
}

function parameters(list: SyntaxNode | null, source: SourceText): PythonParameter[] {
  const params: { name: string; type: Expression | null; default: Expression | null }[] = [];
  let expectsDefault = false;
  for (const child of list === null ? [] : nodeChildren(list)) {
    const last = params.at(-1);
    if (child.name === "AssignOp") expectsDefault = true;
    else if (expectsDefault && isExpression(child)) {
      if (last !== undefined) last.default = toExpression(child, source);
      expectsDefault = false;
    } else if (child.name === "VariableName") params.push({ name: source.of(child), type: null, default: null });
    else if (child.name === "TypeDef" && last !== undefined) last.type = topExpressions(child, source)[0] ?? null;
  }
  return params;
}

function decorator(node: SyntaxNode, source: SourceText): Expression {
  const line = source.line(node);
  let callee: Expression | null = null;
  for (const child of nodeChildren(node)) {
    if (child.name === "VariableName" || child.name === "PropertyName") {
      const name = source.of(child);
      callee = callee === null ? { kind: "name", name, line } : { kind: "member", object: callee, name, line };
    } else if (child.name === "ArgList" && callee !== null) {
      callee = { kind: "call", callee, ...argumentsOf(child, source), line };
    } else if (isExpression(child)) callee = toExpression(child, source);
  }
  return callee ?? { kind: "other", children: [], line };
}

function assignment(node: SyntaxNode, source: SourceText, scope: string, main: boolean, found: Found): void {
  const children = nodeChildren(node);
  const type = node.getChild("TypeDef");
  const typeExpression = type === null ? null : (topExpressions(type, source)[0] ?? null);
  const lastOperator = children.findLastIndex((child) => child.name === "AssignOp");
  const values = (lastOperator === -1 ? [] : children.slice(lastOperator + 1)).filter(isExpression);
  const expressions = values.map((value) => toExpression(value, source));
  for (const expression of expressions) found.expressions.push({ expression, scope, main });
  const value = expressions.length === 1 ? (expressions[0] ?? null) : null;
  const targets = (lastOperator === -1 ? children.slice(0, 1) : children.slice(0, lastOperator)).filter(isExpression);
  targets.forEach((target, index) => {
    if (target.name !== "VariableName" && target.name !== "MemberExpression") return;
    const own = value ?? (targets.length === expressions.length ? (expressions[index] ?? null) : null);
    found.assignments.push({
      target: source.of(target),
      value: own,
      type: typeExpression,
      scope,
      line: source.line(node),
    });
    if (target.name === "MemberExpression")
      found.expressions.push({ expression: toExpression(target, source), scope, main });
  });
}

function isGuarded(node: SyntaxNode): boolean {
  for (let at = node.parent; at !== null; at = at.parent)
    if (at.name === "TryStatement" || at.name === "IfStatement") return true;
  return false;
}

function importsOf(node: SyntaxNode, source: SourceText, conditional: boolean): PythonImport[] {
  const line = source.line(node);
  const text = nodeChildren(node).filter(
    (child) => child.name !== "(" && child.name !== ")" && child.name !== "Comment",
  );
  const words = text.map((child) => source.of(child));
  const at = words.indexOf("import");
  if (at === -1) return [];
  const fromModule = words[0] === "from" ? words.slice(1, at).join("") : null;
  const groups: string[][] = [[]];
  for (const word of words.slice(at + 1)) {
    if (word === ",") groups.push([]);
    else groups.at(-1)?.push(word);
  }
  return groups
    .filter((group) => group.length > 0)
    .map((group) => {
      const as = group.indexOf("as");
      const name = (as === -1 ? group : group.slice(0, as)).join("");
      const alias = as === -1 ? null : (group[as + 1] ?? null);
      if (fromModule !== null) return { local: alias ?? name, module: fromModule, name, line, conditional };
      return { local: alias ?? name.split(".")[0] ?? name, module: name, name: null, line, conditional };
    });
}

function isMainGuard(node: SyntaxNode, source: SourceText): boolean {
  const condition = nodeChildren(node).find(isExpression);
  return condition !== undefined && /^\(?\s*__name__\s*==\s*["']__main__["']/.test(source.of(condition));
}
