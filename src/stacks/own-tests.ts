import type { ServiceFacts } from "../core/facts.ts";
import type { OwnTests, Step } from "../core/plan.ts";
import { detailList } from "./detail.ts";

/** What is known of a service's tests; both are empty where nothing is. */
export type TestsDetail = {
  readonly testCommand: readonly string[];
  /** Top-level files and folders that the tests are, or read. */
  readonly testFiles: readonly string[];
};

export const noTests: TestsDetail = { testCommand: [], testFiles: [] };

/** The tests as a part of a plan. */
export function ownTests(
  facts: ServiceFacts,
  copySteps: (sources: readonly string[]) => readonly Step[],
): { readonly tests?: OwnTests } {
  const command = detailList(facts, "testCommand");
  return command.length === 0 ? {} : { tests: { command, steps: copySteps(detailList(facts, "testFiles")) } };
}
