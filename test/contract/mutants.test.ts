import { describe, expect, it } from "vitest";
import { rules } from "../../src/rules/all.gen.ts";
import { faultsOf, mutant } from "./mutants.ts";

const examples = rules
  .filter((rule) => rule.on === "dockerfile")
  .flatMap((rule) => rule.examples.flatMap(({ bad, good }) => [bad, good]));

describe("files put out of shape", () => {
  it("are the same for the same number, and others for another", () => {
    expect(mutant(examples, 7)).toBe(mutant(examples, 7));
    expect(new Set(Array.from({ length: 100 }, (_, number) => mutant(examples, number))).size).toBeGreaterThan(95);
  });

  it("are found where a rule fails on them", () => {
    const rule = rules.find((one) => one.on === "dockerfile");
    if (rule === undefined) throw new Error("no rules");
    const failing = {
      ...rule,
      check: () => {
        throw new Error("broken");
      },
    };
    expect(faultsOf("FROM a\n", [failing])[0]).toContain("broken");
    expect(faultsOf("FROM a\n", [rule])).toEqual([]);
  });

  it("throw nothing, lose nothing, and are never fixed into something worse", () => {
    for (let number = 0; number < 400; number++) {
      const text = mutant(examples, number);
      expect({ text, faults: faultsOf(text) }).toEqual({ text, faults: [] });
    }
  });
});
