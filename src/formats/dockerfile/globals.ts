import { OfLast } from "../../core/of-last.ts";
import { expand } from "./expand.ts";
import { platformArgs, proxyArgs } from "./platforms.ts";
import { noInputs, ScopeTable, type BuildInputs, type Expansion, type Scope, type Variable } from "./scope.ts";
import type { Dockerfile, FromInstruction } from "./tree.ts";

const plain = /^[\w./:@-]+$/;
const tables = new OfLast<Dockerfile, WeakMap<BuildInputs, ScopeTable>>();

/** The platform arguments and the ARGs before the first FROM, as they stand before an offset; all of them without one. */
export function globalScope(
  file: Dockerfile,
  inputs: BuildInputs = noInputs,
  before: number = Number.MAX_SAFE_INTEGER,
): Scope {
  const byInputs = tables.of(file, () => new WeakMap());
  let table = byInputs.get(inputs);
  if (table === undefined) byInputs.set(inputs, (table = globalTable(file, inputs)));
  return table.before(before);
}

/** The image of a FROM with the global ARGs filled in. */
export function expandFrom(file: Dockerfile, from: FromInstruction, inputs: BuildInputs = noInputs): Expansion {
  if (from.image === null) return { value: null, undeclared: [], unknown: [], error: "FROM has no image" };
  const { text } = from.image;
  // Nearly every FROM is a plain name, and nearly every question about a stage begins here.
  if (plain.test(text)) return { value: text, undeclared: [], unknown: [], error: null };
  return expand(from.image, globalScope(file, inputs, from.start), file.escape);
}

function globalTable(file: Dockerfile, inputs: BuildInputs): ScopeTable {
  const table = new ScopeTable(null);
  for (const variable of platformArgs(inputs)) table.set(-1, variable);
  for (const instruction of file.globals) {
    if (instruction.kind !== "arg") continue;
    for (const { name, value, start } of instruction.pairs) {
      const given = inputs.args?.[name.text];
      if (given !== undefined) table.set(start, { name: name.text, value: given, origin: "build-arg" });
      else if (value !== null)
        table.set(start, {
          name: name.text,
          value: expand(value, table.before(start), file.escape).value,
          origin: "global-arg",
        });
      else if (table.before(start).get(name.text) === undefined)
        table.set(start, { name: name.text, value: null, origin: originOf(name.text) });
    }
  }
  return table;
}

function originOf(name: string): Variable["origin"] {
  return proxyArgs.has(name) ? "predefined" : "global-arg";
}
