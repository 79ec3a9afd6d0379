import { kinds } from "../gen/kinds.mjs";
import { nextRuleId } from "./rule-id.mjs";
import { testTemplate, unitTemplates } from "./templates.mjs";

/**
 * The files of a new unit, as text by path.
 * @param {string} kindName
 * @param {string} name
 * @param {string} version
 * @param {readonly import("../source/module.mjs").Module[]} modules
 * @returns {Map<string, string>}
 * @throws {Error} where the kind, the name or the place is not right, with what to do
 */
export function placeUnit(kindName, name, version, modules) {
  const kind = kinds.find((one) => one.kind === kindName);
  const template = unitTemplates[kindName];
  if (kind === undefined || template === undefined) {
    throw new Error(`"${kindName}" is no kind of unit. The kinds: ${kinds.map((one) => one.kind).join(", ")}`);
  }
  const nested = kindName === "rule" || kindName === "diagnosis";
  const shape = nested
    ? /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*\/[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
    : /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
  if (!shape.test(name)) {
    const example = nested
      ? kindName === "rule"
        ? "copy/add-for-local-files"
        : "network/upstream-on-loopback"
      : "my-name";
    throw new Error(`"${name}" is no name for a ${kindName}: lower case words with hyphens, as in ${example}`);
  }
  const relative = `${kind.under === "" ? "" : `${kind.under}/`}${name}.ts`;
  const path = `src/${kind.room}/${relative}`;
  if (modules.some((module) => module.path === path)) throw new Error(`${path} is there already`);
  const id =
    kindName === "rule" ? nextRuleId(rulesOf(modules), name.split("/")[0] ?? "") : (name.split("/").at(-1) ?? name);
  const other = modules.find((module) => module.defines === kind.define && module.unitId === id);
  if (other !== undefined) throw new Error(`the id ${id} belongs to ${other.path}: choose another name`);
  return new Map([
    [path, template({ id, name, version })],
    [path.replace(/\.ts$/, ".test.ts"), testTemplate(kindName, relative.split("/").at(-1) ?? "")],
  ]);
}

/** @param {readonly import("../source/module.mjs").Module[]} modules */
function rulesOf(modules) {
  return modules.flatMap(({ path, defines, unitId }) =>
    defines === "defineRule" && unitId !== null && /^SW\d{4}$/.test(unitId)
      ? [{ id: unitId, category: path.split("/")[2] ?? "" }]
      : [],
  );
}
