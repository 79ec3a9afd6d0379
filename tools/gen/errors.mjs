import { Visitor, parseSync } from "oxc-parser";

/**
 * One place that makes an error: its code and, where they stand in the code as text, the reason and the advice.
 * @typedef {{ code: string, path: string, why: string | null, todo: string | null }} ErrorPlace
 * @typedef {import("oxc-parser").ObjectExpression} ObjectExpression
 */

const named = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/;

/**
 * The errors that one file makes. Three shapes are read: a code at the constructor, a table of rows with a code (or
 * name), a reason and an advice, and a table from code to advice.
 * @param {string} path
 * @param {string} text
 * @returns {ErrorPlace[]}
 */
export function errorsOf(path, text) {
  if (!text.includes("new SeaworthyError(")) return [];
  /** @type {ErrorPlace[]} */
  const places = [];
  /** @type {Map<string, ObjectExpression>} */
  const tables = new Map();
  /** @type {string[]} */
  const indexed = [];
  new Visitor({
    NewExpression(node) {
      if (node.callee.type !== "Identifier" || node.callee.name !== "SeaworthyError") return;
      const [code, parts] = node.arguments;
      if (parts?.type !== "ObjectExpression") return;
      for (const one of literals(code)) {
        places.push({ code: one, path, why: words(value(parts, "why")), todo: words(value(parts, "todo")) });
      }
      const todo = value(parts, "todo");
      if (todo?.type === "MemberExpression" && todo.computed && todo.object.type === "Identifier") {
        indexed.push(todo.object.name);
      }
    },
    ObjectExpression(node) {
      const todo = value(node, "todo");
      const [code] = [...literals(value(node, "code")), ...literals(value(node, "name"))];
      if (code === undefined || todo === undefined || !named.test(code)) return;
      places.push({ code, path, why: words(value(node, "why")), todo: words(todo) });
    },
    VariableDeclarator(node) {
      if (node.id.type === "Identifier" && node.init?.type === "ObjectExpression") tables.set(node.id.name, node.init);
    },
  }).visit(parseSync(path, text).program);
  for (const name of indexed) {
    for (const property of tables.get(name)?.properties ?? []) {
      if (property.type !== "Property" || property.key.type !== "Literal") continue;
      places.push({ code: String(property.key.value), path, why: null, todo: words(property.value) });
    }
  }
  return places;
}

/**
 * @param {readonly ErrorPlace[]} places
 * @returns {string}
 */
export function errorsPage(places) {
  const codes = [...new Set(places.map(({ code }) => code))].sort();
  const sections = codes.flatMap((code) => {
    const here = places.filter((place) => place.code === code);
    const rows = here.map(({ why, todo }) => {
      const said = `- ${why ?? "The reason is told with the error."}\n  **Do:** ${todo ?? "as the error says."}`;
      return said.replaceAll("\n…", " …");
    });
    const files = [...new Set(here.map(({ path }) => `\`${path}\``))].join(", ");
    return [`## ${code}`, "", ...new Set(rows), "", `Made in ${files}.`, ""];
  });
  return [
    "# Errors",
    "",
    "Every error says what happened, why, and what to do. Its code is permanent; `…` stands for what is filled in. Errors end with exit code 2.",
    "",
    ...sections,
  ].join("\n");
}

/**
 * The texts that an expression can be, where that can be read: a literal, or a choice of them.
 * @param {import("oxc-parser").Node | undefined | null} node
 * @returns {string[]}
 */
function literals(node) {
  if (node === undefined || node === null) return [];
  if (node.type === "Literal" && typeof node.value === "string") return [node.value];
  if (node.type === "ConditionalExpression") return [...literals(node.consequent), ...literals(node.alternate)];
  if (node.type === "LogicalExpression") return literals(node.right);
  return [];
}

/**
 * @param {ObjectExpression} object
 * @param {string} key
 */
function value(object, key) {
  for (const property of object.properties) {
    if (property.type === "Property" && property.key.type === "Identifier" && property.key.name === key)
      return property.value;
  }
  return undefined;
}

/**
 * The words of an expression with `…` for what is filled in; null where it holds no words of its own.
 * @param {import("oxc-parser").Node | undefined} node
 * @returns {string | null}
 */
function words(node) {
  if (node === undefined) return null;
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : null;
  if (node.type === "TemplateLiteral") return node.quasis.map((quasi) => quasi.value.cooked ?? "").join("…");
  if (node.type === "BinaryExpression" && node.operator === "+") {
    return `${words(node.left) ?? "…"}${words(node.right) ?? "…"}`;
  }
  if (node.type === "ConditionalExpression") {
    const both = [words(node.consequent), words(node.alternate)].filter((one) => one !== null && one !== "");
    return both.length === 0 ? null : both.join(" / ");
  }
  return null;
}
