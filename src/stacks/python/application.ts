import { SeaworthyError } from "../../core/errors/index.ts";
import { dottedName, stringOf, type Expression } from "../../formats/expression/index.ts";
import { pythonCalls, type PythonFunction } from "../../formats/python/index.ts";
import type { Module, PythonProject } from "./project.ts";
import type { Resolver } from "./resolve.ts";

/** A FastAPI object, or a function that makes one, and how likely it is the one to serve. */
export interface Candidate {
  readonly module: Module;
  /** The attribute that a server is told, such as `app` or `create_app`. */
  readonly name: string;
  readonly isFactory: boolean;
  readonly line: number;
  readonly score: number;
  readonly reasons: readonly string[];
}

const files: Readonly<Record<string, number>> = {
  "main.py": 20,
  "asgi.py": 19,
  "app.py": 18,
  "server.py": 12,
  "application.py": 12,
  "api.py": 8,
  "__init__.py": 4,
  "__main__.py": 2,
};
const names: Readonly<Record<string, number>> = {
  app: 10,
  application: 7,
  api: 5,
  create_app: 6,
  get_app: 5,
  make_app: 5,
  get_application: 5,
  build_app: 5,
  create_application: 5,
};

/** Whether an expression makes a FastAPI application: `FastAPI(...)`, a subclass of it, or one of our factories. */
export function makesApplication(
  resolver: Resolver,
  module: Module,
  expression: Expression | null,
  depth = 0,
): "object" | "factory" | null {
  if (expression?.kind !== "call" || depth > 4) return null;
  const path = resolver.pathOf(module, expression.callee);
  if (path === null) return null;
  if (/^fastapi\.(?:applications\.)?FastAPI$/.test(path)) return "object";
  const name = dottedName(expression.callee);
  const resolved = name === null ? undefined : resolver.resolve(module, name);
  if (resolved?.kind !== "own") return null;
  const { module: there, name: own } = resolved;
  const type = there.syntax.classes.find((c) => c.name === own && c.scope === "");
  if (type?.bases.some((base) => /^fastapi\.(?:applications\.)?FastAPI$/.test(resolver.pathOf(there, base) ?? "")))
    return "object";
  const made = there.syntax.functions.find((f) => f.name === own && f.scope === "");
  return made !== undefined && isFactory(resolver, there, made, depth + 1) ? "factory" : null;
}

function isFactory(resolver: Resolver, module: Module, fn: PythonFunction, depth = 0): boolean {
  if (fn.scope !== "") return false;
  const local = (name: string): boolean =>
    module.syntax.assignments.some(
      (a) => a.target === name && a.scope === fn.name && makesApplication(resolver, module, a.value, depth) !== null,
    );
  return fn.returns.some((value) =>
    value.kind === "name" ? local(value.name) : makesApplication(resolver, module, value, depth) !== null,
  );
}

/** All candidates, the likeliest first. */
export function findApplications(project: PythonProject, resolver: Resolver): Candidate[] {
  const told = toldTargets(project, resolver);
  const mounted = mountedNames(project, resolver);
  const found: Candidate[] = [];
  for (const module of project.modules) {
    const add = (name: string, factory: boolean, line: number, base: readonly [number, string][]): void => {
      const reasons = [...base];
      const file = module.file.slice(module.file.lastIndexOf("/") + 1);
      if (files[file] !== undefined) reasons.push([files[file], `the file is called ${file}`]);
      if (names[name] !== undefined) reasons.push([names[name], `the name is ${name}`]);
      const depth = module.file.split("/").length - (project.sourceRoot === "." ? 1 : 2);
      if (depth > 1) reasons.push([-2 * (depth - 1), `it is ${depth} folders deep`]);
      const target = `${module.name}:${name}`;
      for (const t of told) if (t.target === target) reasons.push([t.score, t.because]);
      if (mounted.has(`${module.name}.${name}`)) reasons.push([-40, "it is mounted in another application"]);
      const uses = [...pythonCalls(module.syntax)].filter(({ call }) =>
        dottedName(call.callee)?.startsWith(`${name}.`),
      ).length;
      if (uses > 0) reasons.push([Math.min(uses, 10), `${uses} calls configure it`]);
      found.push({
        module,
        name,
        isFactory: factory,
        line,
        score: reasons.reduce((sum, [points]) => sum + points, 0),
        reasons: reasons.sort((a, b) => b[0] - a[0]).map(([, because]) => because),
      });
    };
    for (const a of module.syntax.assignments) {
      if (a.scope !== "" || a.target.includes(".")) continue;
      const made = makesApplication(resolver, module, a.value);
      if (made !== null)
        add(a.target, false, a.line, [
          made === "object" ? [6, "FastAPI(...) is assigned to it"] : [12, "a factory's application is assigned to it"],
        ]);
    }
    for (const fn of module.syntax.functions) {
      if (!isFactory(resolver, module, fn)) continue;
      const needed = fn.params.filter((p) => p.default === null && !/^(?:args|kwargs)$/.test(p.name));
      add(
        fn.name,
        true,
        fn.line,
        needed.length > 0
          ? [[-60, `it cannot be called without ${needed.map((p) => p.name).join(", ")}`]]
          : [[2, "it returns a FastAPI application"]],
      );
    }
  }
  return found.sort((a, b) => b.score - a.score || (a.module.file < b.module.file ? -1 : 1));
}

/** @throws SeaworthyError `app-not-found`, naming every file that was looked at */
export function chooseApplication(project: PythonProject, candidates: readonly Candidate[]): Candidate {
  const [best] = candidates.filter((c) => c.score > -40);
  if (best !== undefined) return best;
  const broken = new Map(project.problems.map((p) => [p.file, p]));
  throw new SeaworthyError("app-not-found", {
    what: `No FastAPI application was found in ${project.folder.path === "." ? "this folder" : project.folder.path}.`,
    why: "No module assigns FastAPI(...) to a name at its top level, and no function returns one that can be called without arguments.",
    todo: 'Name it in pyproject.toml: [tool.fastapi] entrypoint = "package.module:app".',
    tried: [
      ...project.modules.slice(0, 100).map((m) => {
        const problem = broken.get(m.file);
        if (problem !== undefined) return `${m.file}:${problem.line}: ${problem.says}`;
        const uses = m.syntax.imports.find((i) => i.module.split(".")[0] === "fastapi");
        return `${m.file}: ${uses === undefined ? "does not import fastapi" : `imports ${uses.name ?? "fastapi"} (line ${uses.line}), makes no application at its top level`}`;
      }),
      ...project.problems
        .filter((p) => !project.modules.some((m) => m.file === p.file))
        .map((p) => `${p.file}:${p.line}: ${p.says}`),
      ...candidates.map((c) => `${c.module.file}:${c.line}: ${c.name}: ${c.reasons.join("; ")}`),
    ],
  });
}

interface Told {
  readonly target: string;
  readonly score: number;
  readonly because: string;
}

/** `module:attribute` as the project itself says it: its settings, its Procfile, its call of a server. */
function toldTargets(project: PythonProject, resolver: Resolver): Told[] {
  const told: Told[] = [];
  const entry = project.pyproject?.fastapiEntrypoint;
  if (entry)
    told.push({ target: entry.value, score: 100, because: `pyproject.toml:${entry.line} names it as the entrypoint` });
  for (const [index, line] of (project.folder.read("Procfile") ?? "").split("\n").entries()) {
    const words = line.split(/\s+/).filter((word) => /^[\w.]+:[\w.]+(?:\(\))?$/.test(word));
    if (line.startsWith("web:"))
      for (const word of words)
        told.push({ target: word.replace("()", ""), score: 80, because: `Procfile:${index + 1} serves it` });
  }
  for (const module of project.modules) {
    for (const { call } of pythonCalls(module.syntax)) {
      if (resolver.pathOf(module, call.callee) !== "uvicorn.run") continue;
      const first = call.args[0] ?? call.keywords.get("app");
      const text = stringOf(first);
      const because = `${module.file}:${call.line} gives it to uvicorn.run`;
      if (text !== null) told.push({ target: text, score: 60, because });
      else if (first !== undefined) {
        const name = dottedName(first);
        const resolved = name === null ? undefined : resolver.resolve(module, name);
        if (resolved?.kind === "own")
          told.push({ target: `${resolved.module.name}:${resolved.name}`, score: 50, because });
      }
    }
  }
  return told;
}

function mountedNames(project: PythonProject, resolver: Resolver): Set<string> {
  const mounted = new Set<string>();
  for (const module of project.modules) {
    for (const { call } of pythonCalls(module.syntax)) {
      if (call.callee.kind !== "member" || call.callee.name !== "mount") continue;
      const inner = call.args[1] ?? call.keywords.get("app");
      const path = inner === undefined ? null : resolver.pathOf(module, inner);
      if (path !== null) mounted.add(path);
    }
  }
  return mounted;
}
