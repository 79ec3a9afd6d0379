import { writeFileSync } from "node:fs";

/**
 * @typedef {import("vitest/node").TestModule} TestModule
 * @typedef {import("vitest/node").TestCase} TestCase
 * @typedef {import("vitest/node").SerializedError} SerializedError
 */

/**
 * Writes each test's result to the file named by SEAWORTHY_TEST_REPORT, with the reason of what was skipped.
 * Vitest's own JSON leaves the reasons out.
 */
export default class ResultsReporter {
  /**
   * @param {readonly TestModule[]} modules
   * @param {readonly SerializedError[]} errors
   */
  onTestRunEnd(modules, errors) {
    const file = process.env["SEAWORTHY_TEST_REPORT"];
    if (file === undefined) return;
    const results = modules.flatMap((module) => [
      ...module.errors().map((error) => failure(module.relativeModuleId, error)),
      ...[...module.children.allTests()].map((test) => resultOf(`${module.relativeModuleId} > ${test.fullName}`, test)),
      ...[...module.children.allSuites()].flatMap((suite) =>
        suite.errors().map((error) => failure(`${module.relativeModuleId} > ${suite.fullName}`, error)),
      ),
    ]);
    results.push(...errors.map((error) => failure("an error outside any test", error)));
    writeFileSync(file, JSON.stringify(results));
  }
}

/**
 * @param {string} name
 * @param {TestCase} test
 * @returns {import("./results.mjs").Result}
 */
function resultOf(name, test) {
  const result = test.result();
  if (result.state === "passed") return { name, state: "passed", because: "" };
  if (result.state === "failed") return failure(name, result.errors[0]);
  // A test that was never run because its suite's set-up failed must not pass for one that was left out on purpose.
  const hook = suiteError(test.parent);
  if (hook !== null) return { name, state: "failed", because: `its suite's set-up failed: ${hook}` };
  const note = result.state === "skipped" ? result.note : undefined;
  return { name, state: "skipped", because: note ?? (test.options.mode === "todo" ? "to be written" : "") };
}

/**
 * @param {import("vitest/node").TestSuite | TestModule} suite
 * @returns {string | null}
 */
function suiteError(suite) {
  const [error] = suite.errors();
  if (error !== undefined) return error.message;
  return suite.type === "suite" ? suiteError(suite.parent) : null;
}

/**
 * @param {string} name
 * @param {{ message?: string } | undefined} error
 * @returns {import("./results.mjs").Result}
 */
function failure(name, error) {
  return { name, state: "failed", because: error?.message ?? "no error was told" };
}
