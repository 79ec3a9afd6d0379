import { sampleOf } from "../../formats/go-pattern/index.ts";

/** Plain data, as JSON knows it. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** What a value must be like. */
export interface Matcher {
  /** After the name of a fact: `is 200`, `contains "a"`. */
  readonly says: string;
  readonly holds: (value: Value) => boolean;
  /** Texts whose presence breaks it: what a control plants. */
  readonly forbids: readonly string[];
}

function matcher(says: string, holds: (value: Value) => boolean, forbids: readonly string[] = []): Matcher {
  return { says, holds, forbids };
}

/** A value in a message: one line, bounded. */
export function shown(value: Value): string {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 80)}…${text.slice(-30)}` : text;
}

export function textOf(value: Value): string {
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.map(textOf).join("\n") : JSON.stringify(value);
}

/** A list as it is, a text as its lines, anything else alone. */
export function listOf(value: Value): readonly Value[] {
  if (isList(value)) return value;
  if (typeof value !== "string") return [value];
  return value === "" ? [] : value.replace(/\n$/, "").split("\n");
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function numberOf(value: Value): number {
  return typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value);
}

/** The same data, whatever the order of keys. */
export function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    isList(a) === isList(b) &&
    left.length === right.size &&
    left.every(([key, value]) => {
      const other = right.get(key);
      return other !== undefined && same(value, other);
    })
  );
}

/** Equal, numbers and texts of the same digits too: what a system answers is text. */
export function equal(expected: Value): Matcher {
  return matcher(`is ${shown(expected)}`, (value) => {
    if (typeof expected === "number") return numberOf(value) === expected;
    if (typeof expected === "string" && (typeof value === "number" || typeof value === "boolean"))
      return String(value) === expected;
    return same(value, expected);
  });
}

export function oneOf(expected: readonly Value[]): Matcher {
  return matcher(`is one of ${expected.map(shown).join(", ")}`, (value) => expected.some((one) => same(one, value)));
}

export function containing(text: string): Matcher {
  return matcher(`contains ${shown(text)}`, (value) => textOf(value).includes(text));
}

export function prefixed(text: string): Matcher {
  return matcher(`starts with ${shown(text)}`, (value) => textOf(value).startsWith(text));
}

export function suffixed(text: string): Matcher {
  return matcher(`ends with ${shown(text)}`, (value) => textOf(value).endsWith(text));
}

/** Found anywhere in the text. */
export function matching(pattern: RegExp): Matcher {
  return matcher(`matches ${String(pattern)}`, (value) => pattern.test(textOf(value)));
}

export function compared(op: "gt" | "ge" | "lt" | "le", limit: number): Matcher {
  const word = { gt: "over", ge: "at least", lt: "under", le: "at most" }[op];
  return matcher(`is ${word} ${limit}`, (value) => {
    const number = numberOf(value);
    if (op === "gt") return number > limit;
    if (op === "ge") return number >= limit;
    return op === "lt" ? number < limit : number <= limit;
  });
}

export function sized(length: number): Matcher {
  return matcher(`has length ${length}`, (value) => {
    if (typeof value === "string" || isList(value)) return value.length === length;
    return typeof value === "object" && value !== null && Object.keys(value).length === length;
  });
}

export function keyed(key: string): Matcher {
  return matcher(
    `has the key ${shown(key)}`,
    (value) => typeof value === "object" && value !== null && Object.hasOwn(value, key),
  );
}

export function element(of: Matcher): Matcher {
  return matcher(`has an element that ${of.says}`, (value) => listOf(value).some((one) => of.holds(one)));
}

/** A different element for each. */
export function elements(all: readonly Matcher[], exactly: boolean): Matcher {
  const says = `${exactly ? "consists of" : "has"} elements of which one each ${all.map((one) => one.says).join(", ") || "is not there"}`;
  return matcher(says, (value) => {
    const list = listOf(value);
    return (!exactly || list.length === all.length) && assigned(all, list, new Set());
  });
}

function assigned(all: readonly Matcher[], list: readonly Value[], used: Set<number>): boolean {
  const [first, ...rest] = all;
  if (first === undefined) return true;
  return list.some((value, at) => {
    if (used.has(at) || !first.holds(value)) return false;
    return assigned(rest, list, new Set([...used, at]));
  });
}

export function both(all: readonly Matcher[]): Matcher {
  const [only] = all;
  if (all.length === 1 && only !== undefined) return only;
  return matcher(
    all.map((one) => one.says).join(" and ") || "is there",
    (value) => all.every((one) => one.holds(value)),
    all.flatMap((one) => one.forbids),
  );
}

export function either(all: readonly Matcher[]): Matcher {
  return matcher(all.map((one) => one.says).join(" or ") || "is nothing", (value) =>
    all.some((one) => one.holds(value)),
  );
}

/** `forbidden` is a text that breaks it, where one is known. */
export function not(of: Matcher, forbidden: readonly string[] = []): Matcher {
  return matcher(`not (${of.says})`, (value) => !of.holds(value), forbidden);
}

export function excluding(text: string): Matcher {
  return { ...not(containing(text), [text]), says: `contains no ${shown(text)}` };
}

export function excludingPattern(pattern: RegExp): Matcher {
  const sample = sampleOf(pattern);
  return { ...not(matching(pattern), sample === null ? [] : [sample]), says: `matches ${String(pattern)} nowhere` };
}

/** Some line, or with `negated` none, holds a text or a pattern. */
export function someLine(text: string, pattern: RegExp | null, negated: boolean): Matcher {
  const of = element(pattern === null ? containing(text) : matching(pattern));
  if (!negated) return { ...of, says: `has a line with ${pattern === null ? shown(text) : String(pattern)}` };
  const sample = pattern === null ? text : sampleOf(pattern);
  return {
    ...not(of, sample === null ? [] : [sample]),
    says: `has no line with ${pattern === null ? shown(text) : String(pattern)}`,
  };
}

/** The value as JSON, read by another matcher; what is no JSON never holds. */
export function asJson(of: Matcher, path: readonly string[]): Matcher {
  return matcher(`as JSON${path.length === 0 ? "" : ` at ${path.join(".")}`} ${of.says}`, (value) => {
    let at: unknown;
    try {
      at = JSON.parse(textOf(value));
    } catch {
      return false;
    }
    for (const key of path) {
      if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return false;
      at = Reflect.get(at, key);
    }
    return isValue(at) && of.holds(at);
  });
}

/** Whether something is plain data, all the way down. */
export function isValue(value: unknown): value is Value {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return true;
  return typeof value === "object" && !(value instanceof Date) && Object.values(value).every(isValue);
}
