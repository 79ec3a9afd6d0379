import { goPattern } from "../go-pattern/index.ts";
import type { YamlFile } from "../yaml-file/index.ts";
import type { GossMatcher, GossValue } from "./tree.ts";

const never: GossMatcher = { op: "or", all: [] };

/** An attribute that is a text of many lines: a list or a text of patterns, each for some line. */
export function textMatcher(file: YamlFile, node: unknown, what: string): GossMatcher {
  if (file.isMap(node)) return matcher(file, node, what);
  const patterns = file.isList(node) ? file.items(node, what) : [node];
  return {
    op: "and",
    all: patterns.map((item) => (file.isMap(item) ? matcher(file, item, what) : linePattern(file, item, what))),
  };
}

/** `foo`, `!foo`, `\!foo`, `/regex/` or `!/regex/`. */
function linePattern(file: YamlFile, node: unknown, what: string): GossMatcher {
  const text = file.text(node, what);
  if (text === null) return never;
  const negated = text.startsWith("!");
  const rest = negated ? text.slice(1) : text.replace(/^\\!/, "!");
  if (!/^\/[\s\S]*\/$/.test(rest) || rest.length < 2) return { op: "lines", negated, pattern: null, text: rest };
  const pattern = goPattern(rest.slice(1, -1));
  if (typeof pattern !== "string") return { op: "lines", negated, pattern, text: rest };
  file.refuse(node, `${what} holds a pattern that is none: ${pattern}`);
  return never;
}

/** Any other attribute: a value, a list (each of it must be there), or a matcher by name. */
export function matcher(file: YamlFile, node: unknown, what: string): GossMatcher {
  if (file.isList(node)) return { op: "contain-elements", all: all(file, node, what) };
  if (!file.isMap(node)) return { op: "equal", value: file.scalar(node) ?? null };
  const entries = file.entries(node, what);
  const found = entries.map((entry) => named(file, entry.name, entry.value, node, what));
  return found.length === 1 && found[0] !== undefined ? found[0] : { op: "and", all: found };
}

function all(file: YamlFile, node: unknown, what: string): readonly GossMatcher[] {
  return file.items(node, what).map((item) => matcher(file, item, what));
}

function named(file: YamlFile, name: string, node: unknown, parent: unknown, what: string): GossMatcher {
  const says = `${name} of ${what}`;
  switch (name) {
    case "equal":
      return { op: name, value: plain(file, node) };
    case "have-prefix":
    case "have-suffix":
    case "contain-substring":
    case "have-key":
    case "semver-constraint":
      return { op: name, text: file.text(node, says) ?? "" };
    case "match-regexp": {
      const text = file.text(node, says) ?? "";
      const pattern = goPattern(text);
      if (typeof pattern !== "string") return { op: name, pattern, text };
      file.refuse(node, `${says} is a pattern that is none: ${pattern}`);
      return never;
    }
    case "gt":
    case "ge":
    case "lt":
    case "le":
    case "have-len": {
      const number = Number(file.text(node, says) ?? Number.NaN);
      if (Number.isNaN(number)) file.refuse(node, `${says} is a number`);
      return { op: name, number };
    }
    case "not":
    case "contain-element":
      return { op: name, of: matcher(file, node, says) };
    case "and":
    case "or":
    case "contain-elements":
    case "consist-of":
      return { op: name, all: all(file, node, says) };
    case "gjson":
      return {
        op: name,
        paths: Object.fromEntries(file.entries(node, says).map((one) => [one.name, matcher(file, one.value, says)])),
      };
    default:
      file.refuse(parent, `${what}: there is no matcher ${JSON.stringify(name)}`);
      return never;
  }
}

/** A node as plain data. */
function plain(file: YamlFile, node: unknown): GossValue {
  if (file.isList(node)) return file.items(node, "").map((item) => plain(file, item));
  if (file.isMap(node))
    return Object.fromEntries(file.entries(node, "").map((entry) => [entry.name, plain(file, entry.value)]));
  return file.scalar(node) ?? null;
}
