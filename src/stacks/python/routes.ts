import type { Route } from "../../core/facts.ts";
import { dottedName, stringOf, walk, type CallExpression, type Expression } from "../../formats/expression/index.ts";
import { pythonCalls, type PythonFunction } from "../../formats/python/index.ts";
import { makesApplication, type Candidate } from "./application.ts";
import type { Module, PythonProject } from "./project.ts";
import type { Resolver } from "./resolve.ts";

const methods = new Set(["get", "post", "put", "patch", "delete", "head", "options"]);

interface Entry {
  readonly methods: readonly string[];
  readonly path: string | null;
  readonly module: Module;
  readonly line: number;
  readonly safe: boolean;
}

interface Router {
  readonly key: string;
  prefix: string | null;
  readonly routes: Entry[];
  readonly includes: { readonly key: string; readonly prefix: string | null }[];
}

/** The routes of an application with their whole paths, router prefixes resolved across modules. Those whose path depends on run-time values are left out. */
export function findRoutes(project: PythonProject, resolver: Resolver, application: Candidate): Route[] {
  const routers = new Map<string, Router>();
  const router = (key: string): Router => {
    const found = routers.get(key) ?? { key, prefix: "", routes: [], includes: [] };
    routers.set(key, found);
    return found;
  };
  const main = `${application.module.name}#${application.name}`;
  const keyOf = (module: Module, expression: Expression | undefined, scope: string): string | null =>
    expression === undefined ? null : routerKey(project, resolver, application, main, module, expression, scope);
  for (const module of project.modules) {
    for (const a of module.syntax.assignments) {
      if (a.value?.kind !== "call") continue;
      const path = resolver.pathOf(module, a.value.callee) ?? "";
      if (!/(?:^|\.)\w*Router$/.test(path)) continue;
      const prefix = a.value.keywords.get("prefix");
      router(`${module.name}#${a.scope === "" ? "" : `${a.scope}.`}${a.target}`).prefix =
        prefix === undefined ? "" : resolver.text(module, prefix, a.scope);
    }
    for (const { call, scope } of pythonCalls(module.syntax)) {
      if (call.callee.kind !== "member") continue;
      const action = call.callee.name;
      const interesting =
        methods.has(action) ||
        /^(?:api_route|route|add_api_route|add_route|include_router|mount|websocket)$/.test(action);
      const owner = interesting ? keyOf(module, call.callee.object, scope) : null;
      if (owner === null) continue;
      if (action === "include_router" || action === "mount") {
        const inner = keyOf(
          module,
          action === "mount"
            ? (call.args[1] ?? call.keywords.get("app"))
            : (call.args[0] ?? call.keywords.get("router")),
          scope,
        );
        const prefix = action === "mount" ? (call.args[0] ?? call.keywords.get("path")) : call.keywords.get("prefix");
        if (inner !== null && inner !== owner)
          router(owner).includes.push({
            key: inner,
            prefix: prefix === undefined ? "" : resolver.text(module, prefix, scope),
          });
        continue;
      }
      const entry = entryOf(resolver, module, call, action, scope);
      if (entry !== null) router(owner).routes.push(entry);
    }
  }
  return collect(routers, main);
}

function entryOf(
  resolver: Resolver,
  module: Module,
  call: CallExpression,
  action: string,
  scope: string,
): Entry | null {
  if (action === "websocket") return null;
  const path = resolver.text(module, call.args[0] ?? call.keywords.get("path"), scope);
  const listed = call.keywords.get("methods");
  const own = methods.has(action)
    ? [action.toUpperCase()]
    : listed?.kind === "list"
      ? listed.items.map((i) => stringOf(i) ?? "").filter((m) => m !== "")
      : ["GET"];
  const added = action.startsWith("add_") ? (call.args[1] ?? call.keywords.get("endpoint")) : undefined;
  const name = added === undefined ? null : dottedName(added);
  const handler =
    name === null
      ? module.syntax.functions.find(
          (f) => f.decorators.includes(call) || f.decorators.some((d) => d.line === call.line),
        )
      : module.syntax.functions.find((f) => f.name === name);
  return { methods: own, path, module, line: call.line, safe: isSafe(module, call, handler) };
}

/** Reading only, and answerable unasked: no query that must be given, no credentials, no call that stores or sends. */
function isSafe(module: Module, call: CallExpression, handler: PythonFunction | undefined): boolean {
  const dependencies = call.keywords.get("dependencies");
  if (dependencies !== undefined && asksForUser(dependencies)) return false;
  if (handler === undefined) return false;
  for (const parameter of handler.params) {
    const type = parameter.type === null ? "" : (dottedName(parameter.type) ?? "");
    if (parameter.default === null && /^(?:int|str|float|bool|date|datetime|UUID|list|Decimal)$/.test(type))
      return false;
    if (/user|auth|token|credential|admin|session_id|permission/i.test(`${type} ${parameter.name}`)) return false;
    if (parameter.type !== null && asksForUser(parameter.type)) return false;
    if (parameter.default !== null && asksForUser(parameter.default)) return false;
  }
  const scope = handler.scope === "" ? handler.name : `${handler.scope}.${handler.name}`;
  return !module.syntax.expressions.some(
    (placed) =>
      placed.scope === scope &&
      [...walk(placed.expression)].some(
        (e) =>
          e.kind === "call" &&
          e.callee.kind === "member" &&
          /^(?:commit|delete|send\w*|post|put|patch|write\w*|insert\w*|update\w*|publish|delay|unlink|rmtree)$/.test(
            e.callee.name,
          ),
      ),
  );
}

function asksForUser(expression: Expression): boolean {
  return [...walk(expression)].some(
    (e) =>
      (e.kind === "name" || e.kind === "member") &&
      /current_|superuser|auth|token|credential|admin|api_?key|permission/i.test(e.name),
  );
}

/** The router that an expression names: `module#scope.name`. Parameters that hold the application stand for it. */
function routerKey(
  project: PythonProject,
  resolver: Resolver,
  application: Candidate,
  main: string,
  module: Module,
  expression: Expression,
  scope: string,
): string | null {
  const name = dottedName(expression);
  if (name === null) return null;
  const scopes = scope
    .split(".")
    .map((_, i, all) => all.slice(0, all.length - i).join("."))
    .filter((s) => s !== "");
  for (const inner of scopes) {
    const local = module.syntax.assignments.find((a) => a.scope === inner && a.target === name);
    if (local !== undefined) {
      if (local.value === null || makesApplication(resolver, module, local.value) === null)
        return `${module.name}#${inner}.${name}`;
      return ownsScope(project, resolver, application, module, inner) ? main : `${module.name}#${inner}.${name}`;
    }
    const fn = module.syntax.functions.find((f) => (f.scope === "" ? f.name : `${f.scope}.${f.name}`) === inner);
    const parameter = fn?.params.find((p) => p.name === name);
    if (parameter !== undefined) {
      const type = parameter.type === null ? "" : (dottedName(parameter.type) ?? "");
      if (type.endsWith("FastAPI") || (type === "" && /^(?:app|application|api|fastapi_app)$/.test(name))) return main;
      return fn === undefined ? null : givenKey(project, resolver, application, main, module, fn, parameter.name);
    }
  }
  const resolved = resolver.resolve(module, name);
  if (resolved?.kind === "own") return `${resolved.module.name}#${resolved.name}`;
  return resolved === undefined ? `${module.name}#${name}` : null;
}

/** The router that the one caller of a function gives it for a parameter. */
function givenKey(
  project: PythonProject,
  resolver: Resolver,
  application: Candidate,
  main: string,
  module: Module,
  fn: PythonFunction,
  parameter: string,
): string | null {
  for (const other of project.modules) {
    for (const { call, scope } of pythonCalls(other.syntax)) {
      const resolved = resolver.resolve(other, dottedName(call.callee) ?? "");
      if (resolved?.kind !== "own" || resolved.module !== module || resolved.name !== fn.name) continue;
      const given = call.keywords.get(parameter) ?? call.args[fn.params.findIndex((p) => p.name === parameter)];
      if (given !== undefined && given.kind === "name" && given.name !== parameter)
        return routerKey(project, resolver, application, main, other, given, scope);
      if (given !== undefined && scope === "") return routerKey(project, resolver, application, main, other, given, "");
    }
  }
  return null;
}

/** Whether a function is the factory that the chosen application comes from. */
function ownsScope(
  project: PythonProject,
  resolver: Resolver,
  application: Candidate,
  module: Module,
  scope: string,
): boolean {
  if (application.isFactory) return application.module === module && application.name === scope;
  const made = application.module.syntax.assignments.find(
    (a) => a.scope === "" && a.target === application.name,
  )?.value;
  if (made?.kind !== "call") return false;
  const name = dottedName(made.callee);
  const resolved = name === null ? undefined : resolver.resolve(application.module, name);
  return (
    resolved?.kind === "own" &&
    resolved.module === module &&
    resolved.name === scope &&
    project.modules.includes(module)
  );
}

function collect(routers: ReadonlyMap<string, Router>, main: string): Route[] {
  const routes: Route[] = [];
  const seen = new Set<string>();
  const visit = (key: string, prefix: string, trail: readonly string[]): void => {
    const router = routers.get(key);
    if (router === undefined || router.prefix === null || trail.includes(key)) return;
    const base = prefix + router.prefix;
    for (const entry of router.routes) {
      if (entry.path === null) continue;
      const path = base + entry.path || "/";
      for (const method of entry.methods) {
        const id = `${method} ${path}`;
        if (seen.has(id)) continue;
        seen.add(id);
        const safe = entry.safe && (method === "GET" || method === "HEAD") && !path.includes("{");
        routes.push({ method, path, file: entry.module.file, line: entry.line, safe });
      }
    }
    for (const include of router.includes)
      if (include.prefix !== null) visit(include.key, base + include.prefix.replace(/\/$/, ""), [...trail, key]);
  };
  visit(main, "", []);
  return routes.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1));
}
