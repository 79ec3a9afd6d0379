import type { WritePath } from "../../core/facts.ts";
import { dottedName, stringOf, walk, type CallExpression, type Expression } from "../../formats/expression/index.ts";
import { pythonCalls, type PythonFunction } from "../../formats/python/index.ts";
import type { Module, PythonProject } from "./project.ts";
import type { Resolver } from "./resolve.ts";

const fileHandlers = /(?:^|\.)(?:Rotating|TimedRotating|Watched)?FileHandler$/;
const makesFolder = /(?:^|\.)(?:makedirs|mkdir)$/;
const sqlite = /^sqlite(?:\+\w+)?:\/\/\/(?!:memory:)(\/?[^?]+)/;

/** The directories that a service writes at run time, in the order of their paths. What ends in a value not known before the start is left out. */
export function findWrites(project: PythonProject, resolver: Resolver): WritePath[] {
  const found = new Map<string, WritePath>();
  const add = (path: string | null, module: Module, line: number, kind: "file" | "folder", lasting?: boolean): void => {
    const folder = path === null ? null : folderOf(path, kind);
    if (folder === null) return;
    const before = found.get(folder);
    const lasts = lasting ?? !/(?:^|[/_-])(?:logs?|tmp|temp|cache|caches|run)(?:$|[/_-])/i.test(folder);
    if (before === undefined)
      found.set(folder, { path: folder, lasting: lasts, evidence: { file: module.file, line } });
    else if (lasts && !before.lasting && lasting === true) found.set(folder, { ...before, lasting: true });
  };
  for (const module of project.modules) {
    for (const placed of module.syntax.expressions) {
      for (const e of walk(placed.expression)) {
        const text =
          e.kind === "literal" ? stringOf(e) : e.kind === "template" ? resolver.text(module, e, placed.scope) : null;
        const database = text === null ? undefined : sqlite.exec(text)?.[1];
        if (database !== undefined) add(database, module, e.line, "file", true);
      }
    }
    for (const { call, scope } of pythonCalls(module.syntax)) {
      const target = writeTarget(resolver, module, call);
      if (target === null) continue;
      for (const origin of originsOf(project, resolver, module, target.expression, scope)) {
        add(origin.path, origin.module, origin.line, target.kind);
      }
    }
  }
  const all = [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return all.filter(
    (w) => !all.some((other) => other !== w && other.lasting === w.lasting && w.path.startsWith(`${other.path}/`)),
  );
}

/** What a call writes: the expression of its path, and whether that is a file or a folder. */
function writeTarget(
  resolver: Resolver,
  module: Module,
  call: CallExpression,
): { expression: Expression; kind: "file" | "folder" } | null {
  const path = resolver.pathOf(module, call.callee) ?? "";
  const [first] = call.args;
  if (call.callee.kind === "member" && !/^(?:os|shutil|logging|pathlib|aiofiles|io)\b/.test(path)) {
    const { object, name } = call.callee;
    if (name === "mkdir") return { expression: object, kind: "folder" };
    if (/^(?:write_text|write_bytes|touch)$/.test(name)) return { expression: object, kind: "file" };
    if (name === "open" && isWriteMode(stringOf(first) ?? stringOf(call.keywords.get("mode"))))
      return { expression: object, kind: "file" };
    return null;
  }
  const named = first ?? call.keywords.get("filename") ?? call.keywords.get("name");
  if (named === undefined) return null;
  if (makesFolder.test(path)) return { expression: named, kind: "folder" };
  if (fileHandlers.test(path)) return { expression: named, kind: "file" };
  const mode = stringOf(call.args[1]) ?? stringOf(call.keywords.get("mode"));
  if (/^(?:open|io\.open|aiofiles\.open)$/.test(path) && isWriteMode(mode)) return { expression: named, kind: "file" };
  return null;
}

function isWriteMode(mode: string | null): boolean {
  return mode !== null && /^[rwabxt+]+$/.test(mode) && /[wax+]/.test(mode);
}

interface Origin {
  readonly path: string;
  readonly module: Module;
  readonly line: number;
}

/** The constant paths that an expression may have: its own value, or what the callers of its function pass for a parameter. */
function originsOf(
  project: PythonProject,
  resolver: Resolver,
  module: Module,
  expression: Expression,
  scope: string,
  depth = 0,
): Origin[] {
  const path = resolver.text(module, expression, scope);
  if (path !== null) return [{ path, ...placeOf(project, module, expression) }];
  if (depth > 3) return [];
  const fn = module.syntax.functions.find((f) => scopeOf(f) === scope);
  const name = rootName(expression);
  const index = fn?.params.findIndex((p) => p.name === name) ?? -1;
  const parameter = index === -1 ? undefined : fn?.params[index];
  if (fn === undefined || parameter === undefined) return [];
  const shift = fn.params[0]?.name === "self" || fn.params[0]?.name === "cls" ? 1 : 0;
  const found: Origin[] = [];
  for (const other of project.modules) {
    for (const { call, scope: from } of pythonCalls(other.syntax)) {
      if (!callsFunction(resolver, other, call, module, fn)) continue;
      const given = call.keywords.get(parameter.name) ?? call.args[index - shift] ?? parameter.default;
      if (given === null) continue;
      for (const origin of originsOf(project, resolver, other, given, from, depth + 1)) {
        found.push({
          ...origin,
          path: substituted(resolver, module, expression, parameter.name, origin.path) ?? `${origin.path}/file`,
        });
      }
    }
  }
  return found;
}

/** The path with the parameter's value put in: `directory / "a.log"` with `logs` gives `logs/a.log`. */
function substituted(
  resolver: Resolver,
  module: Module,
  expression: Expression,
  parameter: string,
  value: string,
): string | null {
  const put = (e: Expression): Expression => {
    if (e.kind === "name" && e.name === parameter) return { kind: "literal", value, line: e.line };
    if (e.kind === "binary") return { ...e, left: put(e.left), right: put(e.right) };
    if (e.kind === "member") return { ...e, object: put(e.object) };
    if (e.kind === "call") return { ...e, callee: put(e.callee), args: e.args.map(put) };
    return e;
  };
  return resolver.text(module, put(expression));
}

function callsFunction(
  resolver: Resolver,
  from: Module,
  call: CallExpression,
  module: Module,
  fn: PythonFunction,
): boolean {
  const name = dottedName(call.callee);
  if (name === null) return false;
  const resolved = resolver.resolve(from, name);
  const owner = fn.name === "__init__" ? fn.scope : fn.name;
  return resolved?.kind === "own"
    ? resolved.module === module && resolved.name === owner
    : name.split(".").at(-1) === owner && fn.scope !== "";
}

/** A settings field is better evidence than the line that uses it. */
function placeOf(project: PythonProject, module: Module, expression: Expression): { module: Module; line: number } {
  const last = expression.kind === "member" ? expression.name : null;
  for (const m of last === null ? [] : project.modules) {
    const field = m.syntax.assignments.find(
      (a) => a.target === last && a.scope !== "" && a.type !== null && m.syntax.classes.some((c) => c.name === a.scope),
    );
    if (field !== undefined) return { module: m, line: field.line };
  }
  return { module, line: expression.line };
}

function scopeOf(fn: PythonFunction): string {
  return fn.scope === "" ? fn.name : `${fn.scope}.${fn.name}`;
}

function rootName(expression: Expression): string | null {
  for (const e of walk(expression)) if (e.kind === "name" && !/^(?:Path|str|os)$/.test(e.name)) return e.name;
  return null;
}

/** The folder of a path below the service or an absolute one of its own; null for what is outside (`..`, `/dev`, `/tmp`, home). */
function folderOf(path: string, kind: "file" | "folder"): string | null {
  let clean = path
    .replace(/^\.\//, "")
    .replaceAll(/\/{2,}/g, "/")
    .replace(/\/$/, "");
  if (kind === "file") clean = clean.includes("/") ? clean.slice(0, clean.lastIndexOf("/")) || "/" : ".";
  if (clean === "" || clean === ".") return kind === "file" ? "." : null;
  if (
    clean.startsWith("..") ||
    clean.includes("/../") ||
    /^~|^\/$|^\/(?:dev|proc|sys|tmp|etc|usr|bin|root)(?:\/|$)/.test(clean)
  )
    return null;
  return /[\n$`"'\\{}*]/.test(clean) ? null : clean;
}
