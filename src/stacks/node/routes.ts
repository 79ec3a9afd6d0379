import type { Route } from "../../core/facts.ts";
import { stringOf, walk, type CallExpression, type Expression } from "../../formats/expression/index.ts";
import { scriptAt, type NodeProject, type Script } from "./project.ts";
import { textOf } from "./values.ts";

const methods = new Set(["get", "post", "put", "patch", "delete", "head", "options", "all"]);
const makers = /^(?:express|Router|fastify|Fastify|Hono|Koa|KoaRouter|restify|createServer)$/;

interface Router {
  readonly routes: Route[];
  readonly mounts: { readonly key: string; readonly prefix: string }[];
}

/** The routes of a Node server: `app.get("/x", …)` with mounted routers, and comparisons of the request's URL. */
export function findNodeRoutes(project: NodeProject): Route[] {
  const routers = new Map<string, Router>();
  const router = (key: string): Router => {
    const found = routers.get(key) ?? { routes: [], mounts: [] };
    routers.set(key, found);
    return found;
  };
  const mounted = new Set<string>();
  const plain: Route[] = [];
  for (const script of project.scripts) {
    for (const e of script.syntax.expressions.flatMap((root) => [...walk(root)])) {
      if (e.kind === "call" && e.callee.kind === "member") {
        const owner = ownerKey(project, script, e.callee.object);
        if (owner !== null) readCall(project, script, e, e.callee.name, owner, router, mounted);
      }
      plain.push(...comparisons(script, e));
    }
  }
  const found: Route[] = [...plain];
  const visit = (key: string, prefix: string, depth: number): void => {
    const at = routers.get(key);
    if (at === undefined || depth > 6) return;
    for (const route of at.routes) found.push({ ...route, path: joinPath(prefix, route.path) });
    for (const mount of at.mounts) visit(mount.key, joinPath(prefix, mount.prefix), depth + 1);
  };
  // A router that nothing mounts by name has a prefix that is not known: its routes are left out.
  for (const key of routers.keys()) if (!mounted.has(key) && !isPartial(project, key)) visit(key, "", 0);
  const seen = new Set<string>();
  return found
    .filter((r) => !seen.has(`${r.method} ${r.path}`) && seen.add(`${r.method} ${r.path}`))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1));
}

function readCall(
  project: NodeProject,
  script: Script,
  call: CallExpression,
  action: string,
  owner: string,
  router: (key: string) => Router,
  mounted: Set<string>,
): void {
  if (action === "use" || action === "register" || action === "route") {
    const prefix = textOf(project, script, call.args[0]);
    const inner = call.args.map((a) => ownerKey(project, script, a)).find((key) => key !== null && key !== owner);
    if (inner === undefined || inner === null) return;
    mounted.add(inner);
    const options = call.args.find((a) => a.kind === "object");
    const named =
      options?.kind === "object"
        ? textOf(project, script, options.entries.find((e) => e.key === "prefix")?.value)
        : null;
    router(owner).mounts.push({ key: inner, prefix: named ?? (prefix?.startsWith("/") ? prefix : "") });
    return;
  }
  if (!methods.has(action)) return;
  const path = textOf(project, script, call.args[0]);
  // `app.get("env")` reads a setting: a route has a handler.
  if (path === null || !path.startsWith("/") || call.args.length < 2) return;
  const method = action === "all" ? "GET" : action.toUpperCase();
  router(owner).routes.push({
    method,
    path,
    file: script.file,
    line: call.line,
    safe: action === "get" && isSafe(call, path),
  });
}

function isSafe(call: CallExpression, path: string): boolean {
  if (/[:*{(]/.test(path)) return false;
  return !call.args.slice(1).some((arg) =>
    [...walk(arg)].some((e) => {
      const name = e.kind === "name" || e.kind === "member" ? e.name : "";
      return (
        /auth|protect|verify|requireUser|guard|^(?:save|create|insert|update|delete|remove|send(?:Mail|Message)|publish)\w*$/i.test(
          name,
        ) && name !== "sendStatus"
      );
    }),
  );
}

/** The router behind an expression, as `file#name`: one that is made here, imported, or given as a parameter by its usual name. */
function ownerKey(project: NodeProject, script: Script, expression: Expression): string | null {
  if (expression.kind !== "name") return null;
  const local = script.syntax.values.get(expression.name);
  if (local !== undefined && isMaker(local)) return `${script.file}#${expression.name}`;
  const found = script.syntax.imports.find((i) => i.local === expression.name);
  if (found !== undefined) {
    const other = scriptAt(project, script.file, found.module);
    if (other === undefined) return null;
    const exported = other.syntax.exported;
    const name =
      found.name === null || found.name === "default" ? (exported?.kind === "name" ? exported.name : null) : found.name;
    const value = name === null ? undefined : other.syntax.values.get(name);
    return value !== undefined && isMaker(value) ? `${other.file}#${name ?? ""}` : null;
  }
  return local === undefined && /^(?:app|server|fastify|router|api)$/.test(expression.name)
    ? `#${expression.name}`
    : null;
}

function isPartial(project: NodeProject, key: string): boolean {
  const [file, name = ""] = key.split("#");
  const value = project.scripts.find((s) => s.file === file)?.syntax.values.get(name);
  if (value?.kind !== "call") return false;
  return (
    (value.callee.kind === "name" || value.callee.kind === "member") && /^(?:Router|KoaRouter)$/.test(value.callee.name)
  );
}

function isMaker(value: Expression): boolean {
  if (value.kind !== "call") return false;
  const { callee } = value;
  if (callee.kind === "name") return makers.test(callee.name);
  if (callee.kind !== "member") return false;
  // `new Hono().basePath("/x")`, `express.Router()`
  return makers.test(callee.name) || isMaker(callee.object);
}

/** `case "/health":` over the request's URL, and `url === "/health"`. */
function comparisons(script: Script, e: Expression): Route[] {
  const pair =
    e.kind === "case"
      ? [e.subject, e.value]
      : e.kind === "binary" && /^===?$/.test(e.operator)
        ? [e.left, e.right]
        : null;
  if (pair === null) return [];
  const path = pair.map(stringOf).find((text) => text?.startsWith("/"));
  const subject = pair.find((side) => stringOf(side) === null);
  if (path === undefined || path === null || subject === undefined || !readsUrl(script, subject)) return [];
  const isMcp = /(?:^|\/)(?:mcp|sse|messages)$/.test(path);
  return [
    { method: isMcp ? "POST" : "GET", path, file: script.file, line: e.line, safe: !isMcp && !/[:*]/.test(path) },
  ];
}

function readsUrl(script: Script, subject: Expression): boolean {
  return [...walk(subject)].some((e) => {
    if (e.kind === "member") return /^(?:url|pathname|path|originalUrl)$/.test(e.name);
    if (e.kind !== "name") return false;
    const value = script.syntax.values.get(e.name);
    return (
      /^(?:url|pathname|path)$/.test(e.name) ||
      (value !== undefined && value.kind !== "name" && readsUrl(script, value))
    );
  });
}

function joinPath(prefix: string, path: string): string {
  const joined = `${prefix.replace(/\/$/, "")}${path.startsWith("/") ? path : `/${path}`}`;
  return joined.length > 1 ? joined.replace(/\/$/, "") || "/" : "/";
}
