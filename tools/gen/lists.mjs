import { kinds } from "./kinds.mjs";

const banner = (/** @type {string} */ define) =>
  `// Written by tools/gen.mjs: the files below this folder whose default export is made by ${define}. Do not edit.\n`;

/**
 * The list of each room's units, as text by path. A unit is known by its default export, never by its name.
 * @param {readonly import("../source/module.mjs").Module[]} modules
 * @returns {Map<string, string>}
 */
export function unitLists(modules) {
  return new Map(kinds.map((kind) => [`src/${kind.room}/all.gen.ts`, listText(kind, unitPaths(modules, kind))]));
}

/**
 * Paths of a room's units relative to the room, in the order of their ids.
 * @param {readonly import("../source/module.mjs").Module[]} modules
 * @param {import("./kinds.mjs").Kind} kind
 */
export function unitPaths(modules, kind) {
  const room = `src/${kind.room}/`;
  return modules
    .filter(({ path, defines }) => defines === kind.define && path.startsWith(room) && !path.endsWith(".test.ts"))
    .map(({ path, unitId }) => ({ path: path.slice(room.length), key: `${unitId ?? ""} ${path}` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ path }) => path);
}

/**
 * @param {import("./kinds.mjs").Kind} kind
 * @param {readonly string[]} paths
 */
function listText(kind, paths) {
  const text = banner(kind.define);
  if (kind.lazy) {
    const rows = paths.map((path) => `  ${property(path)}: () => import("./${path}"),\n`);
    return `${text}export const ${kind.list} = {\n${rows.join("")}} as const;\n`;
  }
  const imports = paths.map((path) => `import ${identifier(path)} from "./${path}";\n`);
  const rows = paths.map((path) => `  ${identifier(path)},\n`);
  return (
    `${text}import type { ${kind.type} } from "./define.ts";\n${imports.join("")}\n` +
    `export const ${kind.list}: readonly ${kind.type}[] = [\n${rows.join("")}];\n`
  );
}

/**
 * `copy/add-for-local-files.ts` -> `copyAddForLocalFiles`.
 * @param {string} path
 */
export function identifier(path) {
  const words = stem(path)
    .replace(/^units\//, "")
    .split(/[^A-Za-z0-9]+/);
  return words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("");
}

/** @param {string} path */
function property(path) {
  const name = stem(path).replace(/^units\//, "");
  return /^[a-z]\w*$/i.test(name) ? name : JSON.stringify(name);
}

/** @param {string} path */
function stem(path) {
  return path.replace(/\.ts$/, "");
}
