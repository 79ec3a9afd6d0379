import { dirname, join } from "node:path/posix";
import { isBuiltin } from "node:module";
import { isGenerated, isTest } from "../source/tree.mjs";
import { findCycles } from "./cycles.mjs";
import { budgets, constants, globalPower, modulePowers, rooms } from "./rooms.mjs";

/**
 * @typedef {import("../source/module.mjs").Module} Module
 * @typedef {{ path: string, line: number, says: string }} Breach
 */

/**
 * Every breach of the import table, the powers, the budgets and the ban on cycles, in the order of the files.
 * @param {readonly Module[]} modules
 * @returns {Breach[]}
 */
export function judge(modules) {
  const known = new Map(modules.map((module) => [module.path, module]));
  const source = modules.filter((module) => !isTest(module.path));
  /** @type {Breach[]} */
  const breaches = [];
  for (const module of source) {
    const room = roomOf(module.path);
    const rules = rooms[room];
    if (rules === undefined) {
      breaches.push({ path: module.path, line: 1, says: `${room} is no room: name it in tools/boundaries/rooms.mjs` });
      continue;
    }
    breaches.push(...judgeImports(module, room, known), ...judgePowers(module, room), ...judgeSize(module));
  }
  for (const cycle of findCycles(valueEdges(source, known))) {
    breaches.push({ path: cycle[0] ?? "", line: 1, says: `cycle: ${[...cycle, cycle[0]].join(" -> ")}` });
  }
  return breaches;
}

/**
 * @param {Module} module
 * @param {string} room
 * @param {ReadonlyMap<string, Module>} known
 * @returns {Breach[]}
 */
function judgeImports(module, room, known) {
  const allowed = rooms[room]?.imports ?? [];
  const list = isGenerated(module.path);
  return module.imports.flatMap(({ from, line }) => {
    const target = resolve(module.path, from);
    if (target === null) return [];
    /** @param {string} says */
    const breach = (says) => [{ path: module.path, line, says }];
    const other = known.get(target);
    if (other === undefined) return target.endsWith(".ts") ? breach(`imports ${from}, which is not there`) : [];
    if (isTest(target)) return breach(`imports ${target}, which is only for tests`);
    const otherRoom = roomOf(target);
    if (otherRoom !== room && !allowed.includes(otherRoom)) {
      return breach(
        `${room} may not import ${otherRoom} (${from}); it may import ${allowed.join(", ") || "nothing of ours"}`,
      );
    }
    if (other.defines !== null && !list) return breach(`imports the unit ${target}: only its room's all.gen.ts may`);
    return [];
  });
}

/**
 * @param {Module} module
 * @param {string} room
 * @returns {Breach[]}
 */
function judgePowers(module, room) {
  const powers = rooms[room]?.powers ?? [];
  const wanted = [
    ...module.imports
      .filter(({ from, typeOnly }) => isBuiltin(from) && !typeOnly)
      .map(({ from, names, line }) => ({ what: from, line, power: modulePower(from.replace(/^node:/, ""), names) })),
    ...module.globals.map(({ name, line }) => ({ what: name, line, power: globalPower(name) })),
  ];
  return wanted.flatMap(({ what, line, power }) =>
    power === null || powers.includes(power)
      ? []
      : [{ path: module.path, line, says: `${room} has no ${power}, so it may not use ${what}` }],
  );
}

/**
 * @param {string} name
 * @param {readonly string[]} taken
 */
function modulePower(name, taken) {
  const harmless = taken.length > 0 && taken.every((one) => constants[name]?.includes(one));
  return harmless ? null : (modulePowers[name] ?? null);
}

/**
 * @param {Module} module
 * @returns {Breach[]}
 */
function judgeSize(module) {
  const limit = module.defines === null ? budgets.file : budgets.unit;
  if (isGenerated(module.path) || module.lines <= limit) return [];
  const kind = module.defines === null ? "a source file" : "a unit";
  return [{ path: module.path, line: limit + 1, says: `${module.lines} lines: ${kind} may have ${limit}` }];
}

/**
 * @param {readonly Module[]} modules
 * @param {ReadonlyMap<string, Module>} known
 */
function valueEdges(modules, known) {
  return new Map(
    modules.map((module) => [
      module.path,
      module.imports
        .filter((one) => !one.typeOnly)
        .map((one) => resolve(module.path, one.from))
        .filter((target) => target !== null && known.has(target))
        .map(String),
    ]),
  );
}

/**
 * The room of a path: the folder under `src`, or the file's own name for the files that lie there.
 * @param {string} path
 */
export function roomOf(path) {
  return (path.split("/")[1] ?? "").replace(/\.ts$/, "");
}

/**
 * @param {string} importer
 * @param {string} from
 * @returns {string | null} null for packages
 */
function resolve(importer, from) {
  return from.startsWith(".") ? join(dirname(importer), from) : null;
}
