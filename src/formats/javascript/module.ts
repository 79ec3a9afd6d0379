import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/javascript";

import { nodeChildren, problemLines, SourceText, stringOf, walk, type Expression } from "../expression/index.ts";
import { topExpressions } from "./expressions.ts";

/** One name that an import or a `require` binds. `name` is null for a whole module, `default` for its default export. */
export interface JavaScriptImport {
  readonly local: string;
  readonly module: string;
  readonly name: string | null;
  readonly line: number;
}

export interface JavaScriptModule {
  readonly imports: readonly JavaScriptImport[];
  /** Modules named by any import, `export … from` or `require`, side-effect imports included. */
  readonly modules: readonly { readonly module: string; readonly line: number }[];
  readonly expressions: readonly Expression[];
  /** Name -> value of each `const`, `let`, `var` and plain assignment; the first one wins. */
  readonly values: ReadonlyMap<string, Expression>;
  /** The value of `export default` or `module.exports`, where there is one. */
  readonly exported: Expression | null;
  readonly problems: readonly number[];
}

const parsers = {
  js: parser.configure({ dialect: "jsx" }),
  ts: parser.configure({ dialect: "ts" }),
  tsx: parser.configure({ dialect: "ts jsx" }),
};

/** Reads a module without ever failing. The file's name chooses the dialect: `.ts`, `.tsx`, else JavaScript with JSX. */
export function readJavaScriptModule(text: string, path: string): JavaScriptModule {
  const dialect = /\.[cm]?ts$/.test(path) ? "ts" : path.endsWith(".tsx") ? "tsx" : "js";
  const source = new SourceText(text);
  const tree = parsers[dialect].parse(text);
  const imports: JavaScriptImport[] = [];
  const modules: { module: string; line: number }[] = [];
  let exported: Expression | null = null;
  for (const node of nodeChildren(tree.topNode)) {
    if (node.name === "ImportDeclaration") readImport(node, source, imports, modules);
    if (node.name !== "ExportDeclaration") continue;
    const from = node.getChild("String");
    if (node.getChild("from") !== null && from !== null)
      modules.push({ module: source.of(from).slice(1, -1), line: source.line(node) });
    if (node.getChild("default") !== null) exported = topExpressions(node, source)[0] ?? null;
  }
  const expressions = topExpressions(tree.topNode, source);
  const values = new Map<string, Expression>();
  for (const expression of expressions.flatMap((e) => [...walk(e)])) {
    if (
      expression.kind === "call" &&
      expression.callee.kind === "name" &&
      /^(require|import)$/.test(expression.callee.name)
    ) {
      const module = stringOf(expression.args[0]);
      if (module !== null) modules.push({ module, line: expression.line });
    }
    if (expression.kind !== "assign") continue;
    const { target, value } = expression;
    if (target.kind === "name" && !values.has(target.name)) values.set(target.name, value);
    const required = requiredModule(value);
    if (target.kind === "name" && required !== null)
      imports.push({ local: target.name, ...required, line: expression.line });
    if (
      target.kind === "member" &&
      target.name === "exports" &&
      target.object.kind === "name" &&
      target.object.name === "module"
    ) {
      exported ??= value;
    }
  }
  return { imports, modules, expressions, values, exported, problems: problemLines(tree, source) };
}

function requiredModule(value: Expression): { module: string; name: string | null } | null {
  if (value.kind === "call" && value.callee.kind === "name" && value.callee.name === "require") {
    const module = stringOf(value.args[0]);
    return module === null ? null : { module, name: null };
  }
  if (value.kind !== "member") return null;
  const inner = requiredModule(value.object);
  return inner === null || inner.name !== null ? null : { module: inner.module, name: value.name };
}

function readImport(
  node: SyntaxNode,
  source: SourceText,
  imports: JavaScriptImport[],
  modules: { module: string; line: number }[],
): void {
  const from = node.getChild("String");
  if (from === null || node.getChild("type") !== null) return;
  const module = source.of(from).slice(1, -1);
  const line = source.line(node);
  modules.push({ module, line });
  for (const definition of node.getChildren("VariableDefinition")) {
    const whole = node.getChild("Star") !== null;
    imports.push({ local: source.of(definition), module, name: whole ? null : "default", line });
  }
  const group = node.getChild("ImportGroup");
  for (const definition of group?.getChildren("VariableDefinition") ?? []) {
    const before = definition.prevSibling;
    const name = before?.name === "as" ? before.prevSibling : definition;
    imports.push({ local: source.of(definition), module, name: source.of(name ?? definition), line });
  }
}
