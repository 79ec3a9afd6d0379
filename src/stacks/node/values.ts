import { stringOf, walk, type Expression } from "../../formats/expression/index.ts";
import { carriesCredentials, looksSecret } from "../naming.ts";
import type { EnvReading } from "../upstreams.ts";
import { scriptAt, type NodeProject, type Script } from "./project.ts";

const platform = new Set([
  "NODE_ENV",
  "PATH",
  "HOME",
  "USER",
  "PWD",
  "CI",
  "npm_package_version",
  "TZ",
  "HOSTNAME",
  "DEBUG",
]);

/** The variable that an expression reads (`process.env.X`, `process.env["X"]`), or null. */
export function envNameOf(expression: Expression): string | null {
  if (expression.kind === "member" && isProcessEnv(expression.object)) return expression.name;
  if (expression.kind === "index" && isProcessEnv(expression.object)) return stringOf(expression.key);
  return null;
}

function isProcessEnv(expression: Expression): boolean {
  return (
    expression.kind === "member" &&
    expression.name === "env" &&
    expression.object.kind === "name" &&
    expression.object.name === "process"
  );
}

/** The constant text of an expression, defaults of variables and imported constants followed; null where it depends on more. */
export function textOf(
  project: NodeProject,
  script: Script,
  expression: Expression | undefined,
  depth = 0,
): string | null {
  if (expression === undefined || depth > 10) return null;
  const next = (e: Expression | undefined): string | null => textOf(project, script, e, depth + 1);
  switch (expression.kind) {
    case "literal":
      return expression.value === null ? null : String(expression.value);
    case "template": {
      const parts = expression.parts.map((part) => (typeof part === "string" ? part : next(part)));
      return parts.includes(null) ? null : parts.join("");
    }
    case "binary":
      if (expression.operator === "??" || expression.operator === "||")
        return next(expression.left) ?? next(expression.right);
      if (expression.operator === "+") {
        const left = next(expression.left);
        const right = next(expression.right);
        return left === null || right === null ? null : left + right;
      }
      return null;
    case "call":
      return called(expression, next);
    case "name": {
      const local = script.syntax.values.get(expression.name);
      if (local !== undefined && local !== expression) return next(local);
      if (/^__dirname$/.test(expression.name))
        return script.file.includes("/") ? script.file.slice(0, script.file.lastIndexOf("/")) : ".";
      return imported(project, script, expression.name, null, depth);
    }
    case "member": {
      if (envNameOf(expression) !== null) return null;
      if (expression.object.kind === "name")
        return (
          imported(project, script, expression.object.name, expression.name, depth) ??
          schemaDefault(project, expression.name)
        );
      return schemaDefault(project, expression.name);
    }
    default:
      return null;
  }
}

function called(
  call: Expression & { kind: "call" },
  next: (e: Expression | undefined) => string | null,
): string | null {
  const name = call.callee.kind === "name" ? call.callee.name : call.callee.kind === "member" ? call.callee.name : "";
  if (/^(?:Number|parseInt|String|normalizePort)$/.test(name)) return next(call.args[0]);
  if (/^(?:join|resolve)$/.test(name)) {
    const parts = call.args.map(next);
    if (parts.includes(null)) return null;
    const path: string[] = [];
    for (const part of parts.join("/").split("/")) {
      if (part === "..") path.pop();
      else if (part !== "." && part !== "") path.push(part);
    }
    return (parts[0]?.startsWith("/") ? "/" : "") + path.join("/");
  }
  return name === "cwd" ? "." : null;
}

/** A constant, or a property of an object, that another script of ours exports. */
function imported(
  project: NodeProject,
  script: Script,
  local: string,
  property: string | null,
  depth: number,
): string | null {
  const found = script.syntax.imports.find((i) => i.local === local);
  const other = found === undefined ? script : scriptAt(project, script.file, found.module);
  if (other === undefined || (other === script && property === null)) return null;
  const name = found === undefined ? local : found.name;
  const value = name === "default" || name === null ? other.syntax.exported : other.syntax.values.get(name);
  const resolved = value?.kind === "name" ? other.syntax.values.get(value.name) : value;
  if (property === null) return textOf(project, other, resolved ?? undefined, depth + 1);
  if (resolved?.kind !== "object") return null;
  return textOf(project, other, resolved.entries.find((e) => e.key === property)?.value, depth + 1);
}

/** The default that a schema of the environment gives a variable. */
function schemaDefault(project: NodeProject, name: string): string | null {
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) return null;
  for (const script of project.scripts)
    for (const field of schemaFields(script)) if (field.name === name) return field.default;
  return null;
}

/** The variables that a service reads, by name. A schema over `process.env` (zod, joi, envalid) says which are required. */
export function findNodeEnvironment(project: NodeProject): EnvReading[] {
  const found = new Map<string, EnvReading>();
  const add = (reading: EnvReading): void => {
    const before = found.get(reading.name);
    if (before === undefined || (before.default === null && (reading.default !== null || reading.required)))
      found.set(reading.name, reading);
  };
  for (const script of project.scripts) {
    if (/(?:^|\/)[\w.-]+\.config\.[cm]?[jt]s$/.test(script.file)) continue;
    for (const field of schemaFields(script)) {
      add({
        ...field,
        secret: looksSecret(field.name) || carriesCredentials(field.default),
        type: "",
        evidence: { file: script.file, line: field.line },
      });
    }
    for (const root of script.syntax.expressions) {
      for (const e of walk(root)) {
        const guarded = e.kind === "binary" && (e.operator === "??" || e.operator === "||") ? envNameOf(e.left) : null;
        if (guarded !== null && e.kind === "binary")
          add(read(guarded, textOf(project, script, e.right), script, e.line));
        const name = envNameOf(e);
        if (name !== null) add(read(name, null, script, e.line));
      }
    }
  }
  return [...found.values()].filter((r) => !platform.has(r.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function read(name: string, fallback: string | null, script: Script, line: number): EnvReading {
  return {
    name,
    required: false,
    default: fallback,
    secret: looksSecret(name) || carriesCredentials(fallback),
    type: "",
    evidence: { file: script.file, line },
  };
}

interface SchemaField {
  readonly name: string;
  readonly required: boolean;
  readonly default: string | null;
  readonly line: number;
}

function schemaFields(script: Script): SchemaField[] {
  const all = script.syntax.expressions.flatMap((e) => [...walk(e)]);
  if (!all.some(isProcessEnv)) return [];
  return all.flatMap((e): SchemaField[] => {
    if (e.kind !== "call" || (e.callee.kind !== "member" && e.callee.kind !== "name")) return [];
    if (!/^(?:object|keys|strictObject|looseObject|cleanEnv|createEnv)$/.test(e.callee.name)) return [];
    const fields = e.args.find((a) => a.kind === "object");
    if (fields?.kind !== "object") return [];
    const isJoi = e.callee.name === "keys" || chainNames(e).includes("Joi");
    return fields.entries
      .filter((entry) => /^[A-Z][A-Z0-9_]*$/.test(entry.key))
      .map((entry) => {
        const chain = chainNames(entry.value);
        const fallback = [...walk(entry.value)].find(
          (c) => c.kind === "call" && c.callee.kind === "member" && c.callee.name === "default",
        );
        const value = fallback?.kind === "call" && fallback.args[0]?.kind === "literal" ? fallback.args[0].value : null;
        const optional = fallback !== undefined || chain.some((n) => /^(?:optional|nullish|catch)$/.test(n));
        return {
          name: entry.key,
          required: isJoi ? chain.includes("required") : !optional,
          default: value === null ? null : String(value),
          line: entry.line,
        };
      });
  });
}

function chainNames(expression: Expression): string[] {
  if (expression.kind === "call") return chainNames(expression.callee);
  if (expression.kind === "member") return [...chainNames(expression.object), expression.name];
  return expression.kind === "name" ? [expression.name] : [];
}
