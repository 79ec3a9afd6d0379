import { Visitor, parseSync } from "oxc-parser";

/**
 * @typedef {object} Import
 * @property {string} from as written
 * @property {readonly string[]} names what is taken from it; empty for all of it
 * @property {boolean} typeOnly
 * @property {number} line
 * @typedef {{ name: string, line: number }} Global a global that was read, such as `process.env` or `Date.now`.
 * @typedef {{ pattern: string, flags: string, line: number }} Pattern a regular expression literal.
 * @typedef {object} Module
 * @property {string} path relative to the root, with `/`
 * @property {number} lines
 * @property {readonly Import[]} imports
 * @property {readonly Global[]} globals
 * @property {readonly Pattern[]} patterns
 * @property {string | null} defines the `define…` function whose result is the default export
 * @property {string | null} unitId the id that it is given, where that is a plain text
 */

const watchedCalls = new Set(["fetch", "setTimeout", "setInterval"]);
const watched = new Set(["process", "Date", "Math", "performance", "globalThis"]);

/**
 * Reads what the checks need from one TypeScript file. It asks the parser, so comments and strings are never mistaken
 * for code.
 * @param {string} path
 * @param {string} text
 * @returns {Module}
 */
export function readModule(path, text) {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message ?? ""}`);
  const line = lineCounter(text);

  /** @type {Import[]} */
  const imports = [];
  for (const one of module.staticImports) {
    const typeOnly = one.entries.length > 0 && one.entries.every((entry) => entry.isType);
    const names = one.entries.map(({ importName }) => importName.name ?? "*");
    imports.push({
      from: one.moduleRequest.value,
      names: names.includes("*") ? [] : names,
      typeOnly,
      line: line(one.start),
    });
  }
  for (const { entries } of module.staticExports) {
    for (const entry of entries) {
      if (entry.moduleRequest === null) continue;
      const at = line(entry.moduleRequest.start);
      imports.push({ from: entry.moduleRequest.value, names: [], typeOnly: entry.isType, line: at });
    }
  }

  /** @type {Global[]} */
  const globals = [];
  /** Names that the file gives to something of its own. @type {Set<string>} */
  const own = new Set();
  const declare = (/** @type {import("oxc-parser").Node} */ pattern) => {
    if (pattern.type === "Identifier") own.add(pattern.name);
    else if (pattern.type === "ObjectPattern")
      pattern.properties.forEach((one) => one.type === "Property" && declare(one.value));
    else if (pattern.type === "AssignmentPattern") declare(pattern.left);
  };
  /** @type {Pattern[]} */
  const patterns = [];
  /** @type {string | null} */
  let defines = null;
  /** @type {string | null} */
  let unitId = null;
  new Visitor({
    ImportExpression(node) {
      if (node.source.type !== "Literal" || typeof node.source.value !== "string") return;
      imports.push({ from: node.source.value, names: [], typeOnly: false, line: line(node.start) });
    },
    TSImportType(node) {
      imports.push({ from: node.source.value, names: [], typeOnly: true, line: line(node.start) });
    },
    MemberExpression(node) {
      if (node.object.type !== "Identifier" || !watched.has(node.object.name)) return;
      const property = node.property.type === "Identifier" && !node.computed ? node.property.name : "*";
      globals.push({ name: `${node.object.name}.${property}`, line: line(node.start) });
    },
    ArrowFunctionExpression: (node) => node.params.forEach(declare),
    FunctionDeclaration: (node) => node.params.forEach(declare),
    FunctionExpression: (node) => node.params.forEach(declare),
    VariableDeclarator(node) {
      declare(node.id);
      if (node.init?.type !== "Identifier" || !watched.has(node.init.name) || node.id.type !== "ObjectPattern") return;
      for (const property of node.id.properties) {
        const key = property.type === "Property" && property.key.type === "Identifier" ? property.key.name : "*";
        globals.push({ name: `${node.init.name}.${key}`, line: line(node.start) });
      }
    },
    CallExpression(node) {
      if (node.callee.type !== "Identifier" || !watchedCalls.has(node.callee.name)) return;
      globals.push({ name: node.callee.name, line: line(node.start) });
    },
    NewExpression(node) {
      if (node.callee.type !== "Identifier" || node.callee.name !== "Date" || node.arguments.length > 0) return;
      globals.push({ name: "Date.now", line: line(node.start) });
    },
    Literal(node) {
      if (!("regex" in node)) return;
      patterns.push({ pattern: node.regex.pattern, flags: node.regex.flags, line: line(node.start) });
    },
    ExportDefaultDeclaration(node) {
      const value = node.declaration;
      if (value.type !== "CallExpression" || value.callee.type !== "Identifier") return;
      if (!/^define[A-Z]/.test(value.callee.name)) return;
      defines = value.callee.name;
      const [data] = value.arguments;
      for (const property of data?.type === "ObjectExpression" ? data.properties : []) {
        if (property.type !== "Property" || property.key.type !== "Identifier" || property.key.name !== "id") continue;
        if (property.value.type === "Literal") unitId = String(property.value.value);
      }
    },
  }).visit(program);
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  const foreign = globals.filter(({ name }) => !own.has(name.split(".")[0] ?? ""));
  return { path, lines, imports, globals: foreign, patterns, defines, unitId };
}

/**
 * @param {string} text
 * @returns {(offset: number) => number}
 */
function lineCounter(text) {
  /** @type {number[]} */
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
