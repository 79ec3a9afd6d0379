import { readGossFile } from "../../formats/goss/index.ts";
import { readStructureTests } from "../../formats/structure-test/index.ts";
import type { FileProblem } from "../../formats/yaml-file/index.ts";
import { specsOfGoss } from "./from-goss.ts";
import { specsOfStructureTests } from "./from-structure-tests.ts";
import type { OwnSpec } from "./spec.ts";

export type TestFileKind = "goss" | "structure-test";

/** What a file of tests is by its name, or null. */
export function testFileKind(name: string): TestFileKind | null {
  const base = name.slice(name.lastIndexOf("/") + 1);
  if (/^goss\.(?:ya?ml|json)$/.test(base)) return "goss";
  return /^(?:container-structure-tests?|structure-tests?|.+\.structure-tests?)\.(?:ya?ml|json)$/.test(base)
    ? "structure-test"
    : null;
}

/** What a file that was named is by its content, where its name does not say: only one of the two has a schema version. */
export function testFileKindOf(name: string, text: string): TestFileKind {
  return testFileKind(name) ?? (/["']?schemaVersion["']?\s*:/.test(text) ? "structure-test" : "goss");
}

/** The claims of one file of tests. */
export function readTestFile(
  file: string,
  text: string,
): { readonly specs: readonly OwnSpec[]; readonly problems: readonly FileProblem[] } {
  if (testFileKindOf(file, text) === "goss") {
    const goss = readGossFile(text);
    return { specs: goss.problems.length > 0 ? [] : specsOfGoss(goss, file), problems: goss.problems };
  }
  const tests = readStructureTests(text);
  return { specs: tests.problems.length > 0 ? [] : specsOfStructureTests(tests, file), problems: tests.problems };
}

/** The specs with ids that nothing else has: what a file of tests calls the same is counted. */
export function withOwnIds(specs: readonly OwnSpec[], taken: readonly string[]): readonly OwnSpec[] {
  const used = new Set(taken);
  return specs.map((spec) => {
    let { id } = spec;
    for (let count = 2; used.has(id); count += 1) id = `${spec.id}-${count}`;
    used.add(id);
    return id === spec.id ? spec : { ...spec, id };
  });
}
