import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rules } from "../../src/rules/all.gen.ts";
import { notInText } from "../../src/rules/knowledge/not-in-text.ts";

const lines = (name: string): readonly string[] =>
  readFileSync(join(import.meta.dirname, name), "utf8")
    .split("\n")
    .filter((line) => line !== "");

/** One check that some tool has, and every tool's id of it. */
const checks = lines("checks.txt").map((line) => ({
  name: line.slice(0, line.indexOf(": ")),
  ids: line.slice(line.indexOf(": ") + 2).split(" "),
}));
const mapped = new Set(rules.flatMap((rule) => rule.aka));

describe("the checks of seventeen tools", () => {
  it("are the whole list", () =>
    expect([checks.length, new Set(checks.flatMap(({ ids }) => ids)).size]).toEqual([248, 710]));
  it.each(checks)("$name is a rule here", ({ ids }) =>
    expect(ids.filter((id) => !mapped.has(id) && !(id in notInText))).toEqual([]),
  );
  it.each(Object.entries(notInText))("%s is not for a rule: %s", (id, reason) => {
    expect(mapped.has(id)).toBe(false);
    expect(checks.some(({ ids }) => ids.includes(id))).toBe(true);
    expect(reason.length).toBeGreaterThan(20);
  });
});
