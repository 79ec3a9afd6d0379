/**
 * What detection needs of an expression, the same for Python and JavaScript: enough to ask "is this a call of X
 * with the literal Y", and nothing of the grammar. `line` counts from 1.
 */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null; readonly line: number }
  | { readonly kind: "name"; readonly name: string; readonly line: number }
  | { readonly kind: "member"; readonly object: Expression; readonly name: string; readonly line: number }
  | { readonly kind: "index"; readonly object: Expression; readonly key: Expression; readonly line: number }
  | CallExpression
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly line: number;
    }
  | { readonly kind: "template"; readonly parts: readonly (string | Expression)[]; readonly line: number }
  | { readonly kind: "list"; readonly items: readonly Expression[]; readonly line: number }
  | ObjectExpression
  | FunctionExpression
  /** A `case` of a `switch`, with what is switched on. */
  | { readonly kind: "case"; readonly subject: Expression; readonly value: Expression; readonly line: number }
  | { readonly kind: "assign"; readonly target: Expression; readonly value: Expression; readonly line: number }
  | { readonly kind: "other"; readonly children: readonly Expression[]; readonly line: number };

export interface CallExpression {
  readonly kind: "call";
  readonly callee: Expression;
  readonly args: readonly Expression[];
  /** Keyword arguments (Python). */
  readonly keywords: ReadonlyMap<string, Expression>;
  readonly line: number;
}

export interface ObjectExpression {
  readonly kind: "object";
  /** Entries whose key is written out; spreads and computed keys are left out. */
  readonly entries: readonly { readonly key: string; readonly value: Expression; readonly line: number }[];
  readonly line: number;
}

export interface FunctionExpression {
  readonly kind: "function";
  readonly name: string | null;
  readonly params: readonly string[];
  readonly body: readonly Expression[];
  readonly line: number;
}

/** The dotted name of a plain chain (`os.environ.get`), or null where it is anything else. */
export function dottedName(expression: Expression): string | null {
  if (expression.kind === "name") return expression.name;
  if (expression.kind !== "member") return null;
  const object = dottedName(expression.object);
  return object === null ? null : `${object}.${expression.name}`;
}

/** The expressions directly inside another one, in the order of the text. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "name":
      return [];
    case "member":
      return [expression.object];
    case "index":
      return [expression.object, expression.key];
    case "call":
      return [expression.callee, ...expression.args, ...expression.keywords.values()];
    case "binary":
      return [expression.left, expression.right];
    case "template":
      return expression.parts.filter((part) => typeof part !== "string");
    case "list":
      return expression.items;
    case "object":
      return expression.entries.map((entry) => entry.value);
    case "function":
      return expression.body;
    case "case":
      return [expression.subject, expression.value];
    case "assign":
      return [expression.target, expression.value];
    case "other":
      return expression.children;
    default:
      return expression satisfies never;
  }
}

/** An expression and all below it, each once, parents first. */
export function* walk(expression: Expression): Generator<Expression> {
  yield expression;
  for (const child of childrenOf(expression)) yield* walk(child);
}

/** All calls below some expressions. */
export function* callsIn(expressions: Iterable<Expression>): Generator<CallExpression> {
  for (const root of expressions) for (const inner of walk(root)) if (inner.kind === "call") yield inner;
}

/** The value of a literal string, or null. */
export function stringOf(expression: Expression | undefined): string | null {
  return expression?.kind === "literal" && typeof expression.value === "string" ? expression.value : null;
}

/** The value of an entry of an object, following a path of keys. */
export function entryOf(expression: Expression | undefined, ...path: readonly string[]): Expression | undefined {
  let at = expression;
  for (const key of path) {
    if (at?.kind !== "object") return undefined;
    at = at.entries.find((entry) => entry.key === key)?.value;
  }
  return at;
}
