import { OfLast } from "../../core/of-last.ts";
import { expand } from "./expand.ts";
import { globalScope } from "./globals.ts";
import { proxyArgs } from "./platforms.ts";
import { noInputs, ScopeTable, type BuildInputs, type Scope, type Variable } from "./scope.ts";
import { baseOf } from "./stages.ts";
import type { Dockerfile, Instruction, PairInstruction, Stage } from "./tree.ts";

interface Tables {
  /** ARG and ENV of each stage; made when asked for. */
  readonly scopes: Map<Stage, ScopeTable>;
  /** ENV alone, which is what a stage hands on to those built FROM it. */
  readonly envs: Map<Stage, ScopeTable>;
}

const made = new OfLast<Dockerfile, WeakMap<BuildInputs, Tables>>();
const everywhere = Number.MAX_SAFE_INTEGER;

function tablesOf(file: Dockerfile, inputs: BuildInputs): Tables {
  const byInputs = made.of(file, () => new WeakMap());
  let tables = byInputs.get(inputs);
  if (tables === undefined) byInputs.set(inputs, (tables = { scopes: new Map(), envs: new Map() }));
  return tables;
}

/** Makes the tables of a stage, and before it those of the stages it is built FROM. */
function prepare(file: Dockerfile, stage: Stage, inputs: BuildInputs, tables: Tables): void {
  const missing: Stage[] = [];
  for (let at: Stage | null = stage; at !== null && !tables.scopes.has(at);) {
    missing.push(at);
    const base = baseOf(file, at, inputs);
    at = base.kind === "stage" ? base.stage : null;
  }
  for (const one of missing.reverse()) fill(file, one, inputs, tables);
}

function fill(file: Dockerfile, stage: Stage, inputs: BuildInputs, tables: Tables): void {
  const base = baseOf(file, stage, inputs);
  const inherited = base.kind === "stage" ? (tables.envs.get(base.stage)?.before(everywhere) ?? null) : null;
  const scope = new ScopeTable(inherited);
  const env = new ScopeTable(inherited);
  tables.scopes.set(stage, scope);
  tables.envs.set(stage, env);
  for (const instruction of stage.instructions) {
    if (instruction.kind === "arg") declare(file, instruction, inputs, scope);
    if (instruction.kind !== "env") continue;
    const before = scope.before(instruction.start);
    for (const { name, value } of instruction.pairs) {
      const key = expand(name, before, file.escape).value ?? name.text;
      const variable: Variable = {
        name: key,
        value: value === null ? null : expand(value, before, file.escape).value,
        origin: "env",
      };
      scope.set(instruction.start, variable);
      env.set(instruction.start, variable);
    }
  }
}

function declare(file: Dockerfile, instruction: PairInstruction, inputs: BuildInputs, scope: ScopeTable): void {
  for (const { name, value, start } of instruction.pairs) {
    const given = inputs.args?.[name.text];
    if (given !== undefined) scope.set(start, { name: name.text, value: given, origin: "build-arg" });
    else if (value !== null)
      scope.set(start, {
        name: name.text,
        value: expand(value, scope.before(start), file.escape).value,
        origin: "arg",
      });
    else
      scope.set(
        start,
        globalScope(file, inputs).get(name.text) ?? {
          name: name.text,
          value: null,
          origin: proxyArgs.has(name.text) ? "predefined" : "arg",
        },
      );
  }
}

/** The variables in force just before an instruction; for a FROM and before the first one, the global ARGs. */
export function scopeAt(file: Dockerfile, instruction: Instruction, inputs: BuildInputs = noInputs): Scope {
  const stage = file.stages[instruction.stage];
  if (stage === undefined || instruction.kind === "from") return globalScope(file, inputs, instruction.start);
  const tables = tablesOf(file, inputs);
  prepare(file, stage, inputs, tables);
  return tables.scopes.get(stage)?.before(instruction.start) ?? new Map();
}

/** The ENV in force just before an instruction, or at a stage's end, with what earlier stages hand on; not what the base image sets. */
export function effectiveEnv(
  file: Dockerfile,
  at: Instruction | Stage,
  inputs: BuildInputs = noInputs,
): ReadonlyMap<string, Variable> {
  const tables = tablesOf(file, inputs);
  const stage = "kind" in at ? file.stages[at.stage] : at;
  if (stage === undefined) return new Map();
  prepare(file, stage, inputs, tables);
  return tables.envs.get(stage)?.before("kind" in at ? at.start : everywhere) ?? new Map();
}
