import { entryOf, stringOf, walk, type Expression } from "../expression/index.ts";
import { readJavaScriptModule } from "../javascript/index.ts";

export interface ViteProxy {
  /** The path prefix, such as `/api`; a key that starts with `^` is a regular expression. */
  readonly path: string;
  /** The variable that holds the target's address, or null. */
  readonly env: string | null;
  readonly target: string | null;
  readonly line: number;
}

export interface ViteConfig {
  readonly outDir: string;
  readonly outDirLine: number;
  readonly base: string;
  readonly root: string | null;
  readonly proxies: readonly ViteProxy[];
  readonly problems: readonly number[];
}

/** Reads a Vite configuration from its syntax tree: an object, `defineConfig(object)`, or a function that gives one. */
export function readViteConfig(text: string, path: string): ViteConfig {
  const module = readJavaScriptModule(text, path);
  const resolve = (expression: Expression | undefined): Expression | undefined =>
    expression?.kind === "name" ? (module.values.get(expression.name) ?? expression) : expression;
  const config = [...(module.exported === null ? [] : walk(resolve(module.exported) ?? module.exported))].find(
    (e) =>
      e.kind === "object" &&
      e.entries.some((entry) => ["server", "build", "plugins", "base", "root", "preview", "test"].includes(entry.key)),
  );
  const at = (...keys: string[]): Expression | undefined => {
    let found = config;
    for (const key of keys) found = resolve(entryOf(found, key));
    return found;
  };
  const proxy = at("server", "proxy");
  const outDir = at("build", "outDir");
  const proxies = (proxy?.kind === "object" ? proxy.entries : []).map((entry): ViteProxy => {
    const value = resolve(entry.value);
    const target = value?.kind === "object" ? resolve(entryOf(value, "target")) : value;
    return { path: entry.key, ...addressOf(target, resolve), line: entry.line };
  });
  return {
    outDir: stringOf(outDir)?.replace(/^\.\//, "") ?? "dist",
    outDirLine: outDir?.line ?? 1,
    base: stringOf(at("base")) ?? "/",
    root: stringOf(at("root")),
    proxies,
    problems: module.problems,
  };
}

/** `process.env.X ?? "http://…"`, `env.X || …`, a literal: the variable and the default. */
function addressOf(
  target: Expression | undefined,
  resolve: (e: Expression | undefined) => Expression | undefined,
): { env: string | null; target: string | null } {
  if (target === undefined) return { env: null, target: null };
  const literal = stringOf(target);
  if (literal !== null) return { env: null, target: literal };
  if (target.kind === "binary" && (target.operator === "??" || target.operator === "||")) {
    const left = addressOf(resolve(target.left), resolve);
    return { env: left.env, target: left.target ?? addressOf(resolve(target.right), resolve).target };
  }
  if (target.kind === "member" && /env$/i.test(lastName(target.object))) return { env: target.name, target: null };
  if (target.kind === "index" && /env$/i.test(lastName(target.object)))
    return { env: stringOf(target.key), target: null };
  return { env: null, target: null };
}

function lastName(expression: Expression): string {
  return expression.kind === "member" || expression.kind === "name" ? expression.name : "";
}
