import { dottedName, stringOf, type Expression } from "../../formats/expression/index.ts";
import type { Module, PythonProject } from "./project.ts";

/** What a name of a module stands for: a definition in one of our modules, or something of another package. */
export type Resolved =
  | { readonly kind: "own"; readonly module: Module; readonly name: string }
  | { readonly kind: "module"; readonly module: Module }
  | { readonly kind: "foreign"; readonly path: string };

/** Follows imports and evaluates constants across the modules of one service. */
export class Resolver {
  private readonly byName = new Map<string, Module>();
  readonly project: PythonProject;

  constructor(project: PythonProject) {
    this.project = project;
    for (const module of project.modules) if (!this.byName.has(module.name)) this.byName.set(module.name, module);
  }

  moduleOf(name: string): Module | undefined {
    return this.byName.get(name);
  }

  /** The module that an import names, seen from another one; leading dots count from its package. */
  private absolute(from: Module, name: string): string {
    const dots = /^\.*/.exec(name)?.[0].length ?? 0;
    if (dots === 0) return name;
    const parts = from.name.split(".").filter((part) => part !== "");
    const isPackage = from.file.endsWith("__init__.py");
    const kept = parts.slice(0, Math.max(0, parts.length - dots + (isPackage ? 1 : 0)));
    return [
      ...kept,
      ...name
        .slice(dots)
        .split(".")
        .filter((part) => part !== ""),
    ].join(".");
  }

  /** Resolves a dotted name such as `tasks.router` in a module, through re-exports; undefined where it is a local one. */
  resolve(module: Module, name: string, depth = 0): Resolved | undefined {
    if (depth > 8) return undefined;
    const [head = "", ...rest] = name.split(".");
    const found = module.syntax.imports.findLast((i) => i.local === head);
    if (found === undefined) {
      const defines =
        module.syntax.assignments.some((a) => a.scope === "" && a.target === head) ||
        module.syntax.functions.some((f) => f.scope === "" && f.name === head) ||
        module.syntax.classes.some((c) => c.scope === "" && c.name === head);
      if (defines) return { kind: "own", module, name };
      const star = module.syntax.imports
        .filter((i) => i.name === "*")
        .map((i) => this.byName.get(this.absolute(module, i.module)));
      for (const other of star) {
        const through = other === undefined ? undefined : this.resolve(other, name, depth + 1);
        if (through !== undefined) return through;
      }
      return undefined;
    }
    // `import a.b` binds `a`; `import a.b as c` binds `a.b`.
    const whole = found.name === null && found.local === found.module.split(".")[0] ? found.local : found.module;
    const base = this.absolute(module, whole);
    let path = found.name === null ? [base, ...rest] : [base, found.name, ...rest];
    path = path.flatMap((part) => part.split(".")).filter((part) => part !== "");
    for (let length = path.length; length > 0; length -= 1) {
      const target = this.byName.get(path.slice(0, length).join("."));
      if (target === undefined) continue;
      const remaining = path.slice(length);
      if (remaining.length === 0) return { kind: "module", module: target };
      if (target === module) return { kind: "own", module: target, name: remaining.join(".") };
      return (
        this.resolve(target, remaining.join("."), depth + 1) ?? {
          kind: "own",
          module: target,
          name: remaining.join("."),
        }
      );
    }
    return { kind: "foreign", path: path.join(".") };
  }

  /** A module with all that it imports of ours, packages on the way included, in the order in which they are met. */
  reachableFrom(first: Module): Module[] {
    const seen = new Set<Module>([first]);
    for (const module of seen) {
      const add = (name: string): void => {
        for (let at = name; at !== ""; at = at.includes(".") ? at.slice(0, at.lastIndexOf(".")) : "") {
          const found = this.byName.get(at);
          if (found !== undefined) seen.add(found);
        }
      };
      add(module.name);
      for (const { module: name, name: part } of module.syntax.imports) {
        const base = this.absolute(module, name);
        add(base);
        if (part !== null) add(base === "" ? part : `${base}.${part}`);
      }
    }
    return [...seen];
  }

  /** The dotted path of what is called or named, imports followed: `fastapi.FastAPI`, `os.environ.get`. */
  pathOf(module: Module, expression: Expression): string | null {
    const name = dottedName(expression);
    if (name === null) return null;
    const resolved = this.resolve(module, name);
    if (resolved === undefined) return name;
    if (resolved.kind === "foreign") return resolved.path;
    return resolved.kind === "own" ? `${resolved.module.name}.${resolved.name}` : resolved.module.name;
  }

  /**
   * The constant text of an expression: literals, joined and formatted strings, paths from `__file__`, names bound to
   * those, and defaults of settings. A path below the service comes out relative to its folder. Null where it depends on more.
   */
  text(module: Module, expression: Expression | null | undefined, scope = "", depth = 0): string | null {
    if (!expression || depth > 12) return null;
    const next = (e: Expression | undefined): string | null => this.text(module, e, scope, depth + 1);
    switch (expression.kind) {
      case "literal":
        return expression.value === null ? null : String(expression.value);
      case "template": {
        const parts = expression.parts.map((part) => (typeof part === "string" ? part : next(part)));
        return parts.includes(null) ? null : parts.join("");
      }
      case "binary": {
        const left = next(expression.left);
        const right = next(expression.right);
        if (expression.operator === "or") return left ?? right;
        if (left === null || right === null) return null;
        if (expression.operator === "/") return joinPath(left, right);
        return expression.operator === "+" ? left + right : null;
      }
      case "name":
      case "member":
        return this.named(module, expression, scope, depth);
      case "index":
        return parentOf(expression, (e) => next(e));
      case "call":
        return this.called(module, expression, next);
      default:
        return null;
    }
  }

  private named(module: Module, expression: Expression, scope: string, depth: number): string | null {
    const name = dottedName(expression);
    if (name === "__file__") return module.file;
    if (expression.kind === "member" && expression.name === "parent") {
      const inner = this.text(module, expression.object, scope, depth + 1);
      return inner === null ? null : parentPath(inner);
    }
    if (name === null) return null;
    const local = module.syntax.assignments.find((a) => a.target === name && (a.scope === scope || a.scope === ""));
    if (local?.value) return this.text(module, local.value, scope, depth + 1);
    const resolved = this.resolve(module, name);
    if (resolved?.kind === "own") {
      const there = resolved.module.syntax.assignments.find((a) => a.target === resolved.name && a.scope === "");
      if (there?.value && there.value !== expression) return this.text(resolved.module, there.value, "", depth + 1);
    }
    return expression.kind === "member" ? this.settingDefault(expression.name, depth) : null;
  }

  /** The default of the one settings field of that name. */
  private settingDefault(field: string, depth: number): string | null {
    const fields = this.project.modules.flatMap((m) =>
      m.syntax.classes
        .filter((c) => c.bases.some((b) => (dottedName(b) ?? "").endsWith("Settings")))
        .flatMap((c) =>
          m.syntax.assignments.filter((a) => a.scope === c.name && a.target === field).map((a) => ({ m, a })),
        ),
    );
    const [only] = fields;
    if (only === undefined || fields.length > 1 || only.a.value === null) return null;
    const { value } = only.a;
    const isField = value.kind === "call" && dottedName(value.callee)?.endsWith("Field");
    const fallback = isField && value.kind === "call" ? (value.keywords.get("default") ?? value.args[0]) : value;
    return this.text(only.m, fallback, only.a.scope, depth + 1);
  }

  private called(
    module: Module,
    call: Expression & { kind: "call" },
    next: (e: Expression | undefined) => string | null,
  ): string | null {
    const path = this.pathOf(module, call.callee) ?? "";
    if (/^(?:pathlib\.)?(?:Pure)?(?:Posix)?Path$/.test(path) || path === "os.path.join") {
      const parts = call.args.map(next);
      return parts.includes(null) ? null : parts.reduce<string>((sum, part) => joinPath(sum, part ?? ""), "");
    }
    if (/^(?:os\.path\.(?:abspath|realpath|normpath)|str|int|os\.fspath)$/.test(path)) return next(call.args[0]);
    if (path === "os.path.dirname") {
      const inner = next(call.args[0]);
      return inner === null ? null : parentPath(inner);
    }
    if (/^os\.(?:getenv|environ\.get)$/.test(path)) return next(call.args[1] ?? call.keywords.get("default"));
    if (path === "os.getcwd" || path.endsWith("Path.cwd")) return ".";
    // `config("X", default="y")` of Starlette, decouple and their like.
    const fallback = call.keywords.get("default");
    if (fallback !== undefined && /^[A-Z][A-Z0-9_]*$/.test(stringOf(call.args[0]) ?? "")) return next(fallback);
    if (call.callee.kind !== "member") return null;
    if (/^(?:resolve|absolute|expanduser|as_posix|get_secret_value)$/.test(call.callee.name))
      return next(call.callee.object);
    if (call.callee.name === "joinpath") {
      const parts = [call.callee.object, ...call.args].map(next);
      return parts.includes(null) ? null : parts.reduce<string>((sum, part) => joinPath(sum, part ?? ""), "");
    }
    return null;
  }
}

/** `path.parents[n]`. */
function parentOf(expression: Expression & { kind: "index" }, text: (e: Expression) => string | null): string | null {
  const { object, key } = expression;
  if (object.kind !== "member" || object.name !== "parents" || key.kind !== "literal" || typeof key.value !== "number")
    return null;
  let path = text(object.object);
  for (let n = 0; n <= key.value && path !== null; n += 1) path = parentPath(path);
  return path;
}

function parentPath(path: string): string {
  const at = path.lastIndexOf("/");
  if (at === -1) return path === "." || path === "" ? ".." : ".";
  return at === 0 ? "/" : path.slice(0, at);
}

function joinPath(left: string, right: string): string {
  if (right.startsWith("/") || left === "" || left === ".") return right.replace(/^\.\//, "");
  return `${left.replace(/\/$/, "")}/${right.replace(/^\.\//, "")}`;
}
