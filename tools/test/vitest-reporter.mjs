import { writeFileSync } from "node:fs";

/**
 * Writes each test's result to the file named by SEAWORTHY_TEST_REPORT, with the reason of what was skipped.
 * Vitest's own JSON leaves the reasons out.
 */
export default class ResultsReporter {
  /**
   * @param {readonly any[]} modules
   * @param {readonly any[]} errors
   */
  onTestRunEnd(modules, errors) {
    const file = process.env["SEAWORTHY_TEST_REPORT"];
    if (file === undefined) return;
    const results = modules.flatMap((module) => [
      ...module.errors().map((/** @type {any} */ error) => failure(`${module.relativeModuleId}`, error)),
      ...[...module.children.allTests()].map((test) => resultOf(`${module.relativeModuleId} > ${test.fullName}`, test)),
      ...[...module.children.allSuites()].flatMap((suite) =>
        suite.errors().map((/** @type {any} */ error) => failure(`${module.relativeModuleId} > ${suite.fullName}`, error)),
      ),
    ]);
    results.push(...errors.map((error) => failure("an error outside any test", error)));
    writeFileSync(file, JSON.stringify(results));
  }
}

/**
 * @param {string} name
 * @param {any} test
 * @returns {import("./results.mjs").Result}
 */
function resultOf(name, test) {
  const { state, note, errors } = test.result();
  if (state === "passed") return { name, state, because: "" };
  if (state === "failed") return failure(name, errors?.[0]);
  // A test that was never run because its suite's set-up failed must not pass for one that was left out on purpose.
  const hook = suiteError(test.parent);
  if (hook !== null) return { name, state: "failed", because: `its suite's set-up failed: ${hook}` };
  const mode = test.options?.mode;
  return { name, state: "skipped", because: note ?? (mode === "todo" ? "to be written" : "") };
}

/**
 * @param {any} suite
 * @returns {string | null}
 */
function suiteError(suite) {
  for (let at = suite; at !== undefined; at = at.parent) {
    const [error] = at.errors?.() ?? [];
    if (error !== undefined) return String(error.message);
  }
  return null;
}

/**
 * @param {string} name
 * @param {any} error
 * @returns {import("./results.mjs").Result}
 */
function failure(name, error) {
  return { name, state: "failed", because: String(error?.message ?? error ?? "no error was told") };
}
