import {
  callsIn,
  dottedName,
  stringOf,
  walk,
  type CallExpression,
  type Expression,
} from "../../formats/expression/index.ts";
import type { PythonAssignment, PythonClass } from "../../formats/python/index.ts";
import { carriesCredentials, looksSecret } from "../naming.ts";
import type { EnvReading } from "../upstreams.ts";
import type { Module, PythonProject } from "./project.ts";
import type { Resolver } from "./resolve.ts";

/** Variables that the platform sets, not the application's user. */
const platform = new Set([
  "PATH",
  "HOME",
  "USER",
  "PWD",
  "LANG",
  "TZ",
  "PYTEST_CURRENT_TEST",
  "VIRTUAL_ENV",
  "PYTHONPATH",
  "HOSTNAME",
]);

/** The environment variables that a service reads: fields of settings classes, and reads of `os.environ`. In the order of their names. */
export function findEnvironment(project: PythonProject, resolver: Resolver): EnvReading[] {
  const found = new Map<string, EnvReading>();
  for (const each of [...settingsFields(project, resolver), ...directReads(project, resolver)]) {
    const before = found.get(each.name);
    if (before === undefined) found.set(each.name, each);
    // Read twice: a default in one place does not make it optional in the other.
    else if (each.required && !before.required && before.default === null)
      found.set(each.name, { ...before, required: true });
  }
  return [...found.values()].filter((r) => !platform.has(r.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function settingsFields(project: PythonProject, resolver: Resolver): EnvReading[] {
  return project.modules.flatMap((module) =>
    module.syntax.classes
      .filter((type) => isSettings(resolver, module, type))
      .flatMap((type) => {
        const scope = type.scope === "" ? type.name : `${type.scope}.${type.name}`;
        const prefix = prefixOf(resolver, module, scope);
        return module.syntax.assignments
          .filter((a) => a.scope === scope && a.type !== null)
          .flatMap((field) => fieldReading(resolver, module, field, prefix));
      }),
  );
}

function isSettings(resolver: Resolver, module: Module, type: PythonClass, depth = 0): boolean {
  return type.bases.some((base) => {
    const path = resolver.pathOf(module, base) ?? "";
    if (/(?:^|\.)BaseSettings$/.test(path)) return true;
    const name = dottedName(base);
    const resolved = name === null || depth > 4 ? undefined : resolver.resolve(module, name);
    if (resolved?.kind !== "own") return false;
    const parent = resolved.module.syntax.classes.find((c) => c.name === resolved.name);
    return parent !== undefined && parent !== type && isSettings(resolver, resolved.module, parent, depth + 1);
  });
}

/** `env_prefix` of `model_config`, or of the inner class `Config` of pydantic 1. */
function prefixOf(resolver: Resolver, module: Module, scope: string): string {
  const config = module.syntax.assignments.find((a) => a.scope === scope && a.target === "model_config")?.value;
  const given =
    config?.kind === "call"
      ? config.keywords.get("env_prefix")
      : config?.kind === "object"
        ? config.entries.find((e) => e.key === "env_prefix")?.value
        : undefined;
  const inner = module.syntax.assignments.find(
    (a) => a.scope === `${scope}.Config` && a.target === "env_prefix",
  )?.value;
  return resolver.text(module, given ?? inner ?? null) ?? "";
}

function fieldReading(resolver: Resolver, module: Module, field: PythonAssignment, prefix: string): EnvReading[] {
  const type = field.type === null ? "" : typeText(field.type);
  if (/^ClassVar\b/.test(type) || field.target.startsWith("_") || field.target === "model_config") return [];
  const settings = fieldCall(field);
  const alias = ["validation_alias", "alias", "env"]
    .map((key) => settings?.keywords.get(key))
    .find((e) => e !== undefined);
  const aliases = alias === undefined ? [] : [...walk(alias)].map((e) => stringOf(e)).filter((text) => text !== null);
  const value =
    settings === null || settings !== field.value
      ? field.value
      : (settings.keywords.get("default") ?? settings.args[0] ?? null);
  const factory = settings?.keywords.get("default_factory");
  const name = aliases[0] ?? `${prefix}${field.target}`;
  const fallback = defaultText(resolver, module, value, field.scope);
  const secret =
    /Secret(?:Str|Bytes)/.test(type) ||
    (looksSecret(name) && !/^(?:int|float|bool)\b/.test(type)) ||
    carriesCredentials(fallback);
  return [
    {
      name: aliases.length > 0 ? name : name.toUpperCase(),
      required: value === null && factory === undefined,
      default: fallback,
      secret,
      type,
      evidence: { file: module.file, line: field.line },
    },
  ];
}

/** `Field(...)` as the value or inside `Annotated[...]`. */
function fieldCall(field: PythonAssignment): CallExpression | null {
  if (field.value?.kind === "call" && /(?:^|\.)Field$/.test(dottedName(field.value.callee) ?? "")) return field.value;
  for (const call of callsIn(field.type === null ? [] : [field.type]))
    if (/(?:^|\.)Field$/.test(dottedName(call.callee) ?? "")) return call;
  return null;
}

function typeText(type: Expression): string {
  return [...walk(type)]
    .map((e) => (e.kind === "name" || e.kind === "member" ? e.name : ""))
    .filter((text) => text !== "")
    .join(" ");
}

function defaultText(resolver: Resolver, module: Module, value: Expression | null, scope: string): string | null {
  if (value === null || (value.kind === "literal" && value.value === null)) return null;
  return resolver.text(module, value, scope);
}

function directReads(project: PythonProject, resolver: Resolver): EnvReading[] {
  const found: EnvReading[] = [];
  for (const module of project.modules) {
    for (const { expression: root, scope } of module.syntax.expressions) {
      for (const expression of walk(root)) {
        if (expression.kind === "index" && resolver.pathOf(module, expression.object) === "os.environ") {
          const name = resolver.text(module, expression.key, scope);
          if (name !== null) found.push(reading(name, true, null, module, expression.line));
        }
        if (expression.kind !== "call") continue;
        const path = resolver.pathOf(module, expression.callee) ?? "";
        const isConfig = expression.callee.kind === "name" && isConfigReader(resolver, module, expression.callee.name);
        if (!/^os\.(?:getenv|environ\.get|environ\.pop)$/.test(path) && !isConfig) continue;
        const name = stringOf(expression.args[0]);
        const fallback = expression.args[isConfig ? -1 : 1] ?? expression.keywords.get("default") ?? null;
        if (name === null) continue;
        const cast = expression.keywords.get("cast");
        const base = reading(
          name,
          isConfig && fallback === null,
          defaultText(resolver, module, fallback, scope),
          module,
          expression.line,
        );
        found.push(cast !== undefined && /Secret/.test(typeText(cast)) ? { ...base, secret: true } : base);
      }
    }
  }
  return found;
}

/** `config = Config(".env")` of Starlette, or `config` of python-decouple. */
function isConfigReader(resolver: Resolver, module: Module, name: string): boolean {
  const path = resolver.resolve(module, name);
  if (path?.kind === "foreign") return path.path === "decouple.config";
  if (path?.kind !== "own") return false;
  const value = path.module.syntax.assignments.find((a) => a.target === path.name && a.scope === "")?.value;
  return (
    value?.kind === "call" &&
    /^(?:starlette\.config\.Config|environs\.Env)$/.test(resolver.pathOf(path.module, value.callee) ?? "")
  );
}

function reading(name: string, required: boolean, fallback: string | null, module: Module, line: number): EnvReading {
  return {
    name,
    required,
    default: fallback,
    secret: looksSecret(name) || carriesCredentials(fallback),
    type: "",
    evidence: { file: module.file, line },
  };
}
