import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { judgeRunner, readJunit, readVitest, summary } from "./results.mjs";

const folder = mkdtempSync(join(tmpdir(), "seaworthy-results-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("JUnit", () => {
  const pytest = `<?xml version="1.0" encoding="utf-8"?><testsuites><testsuite name="pytest" errors="0" failures="1" skipped="1" tests="3">
<testcase classname="tests.test_api" name="test_lists[a &gt; b]" time="0.01" />
<testcase classname="tests.test_api" name="test_adds" time="0.01"><failure message="assert 1 == 2&#10;more">long text</failure></testcase>
<testcase classname="tests.test_api" name="test_pg" time="0.00"><skipped type="pytest.skip" message="no PostgreSQL">x.py:1</skipped></testcase>
<testcase classname="tests.test_api" name="test_broken" time="0.00"><error message="failed on setup with &quot;x&quot;">y</error></testcase>
</testsuite></testsuites>`;
  test("of pytest", () => {
    expect(readJunit(pytest)).toEqual([
      { name: "tests.test_api > test_lists[a > b]", state: "passed", because: "" },
      { name: "tests.test_api > test_adds", state: "failed", because: "assert 1 == 2\nmore" },
      { name: "tests.test_api > test_pg", state: "skipped", because: "no PostgreSQL" },
      { name: "tests.test_api > test_broken", state: "failed", because: `failed on setup with "x"` },
    ]);
  });
  test("of Node's test runner", () => {
    const node = `<testsuites>
	<testcase name="reads a task" time="0.1" classname="test"/>
	<testcase name="later" time="0.1" classname="test"><skipped type="skipped" message="true"/></testcase>
	<testcase name="breaks" time="0.1" classname="test" failure="no"><failure type="testCodeFailure" message="no">[Error]</failure></testcase>
</testsuites>`;
    expect(readJunit(node).map(({ name, state, because }) => [name, state, because])).toEqual([
      ["reads a task", "passed", ""],
      ["later", "skipped", ""],
      ["breaks", "failed", "no"],
    ]);
  });
});

describe("a runner", () => {
  const good = JSON.stringify([{ name: "a", state: "passed", because: "" }]);
  /** @type {[string, string | null, { status: number, timedOut: boolean }, string[]][]} */
  const cases = [
    ["that passes", good, { status: 0, timedOut: false }, ["passed"]],
    ["that crashes after its tests passed", good, { status: 1, timedOut: false }, ["passed", "failed"]],
    ["that is ended for its time", good, { status: 143, timedOut: true }, ["passed", "failed"]],
    ["that ran no test", "[]", { status: 0, timedOut: false }, ["failed"]],
    ["that wrote nothing", null, { status: 0, timedOut: false }, ["failed"]],
    ["that wrote half a file", good.slice(0, 9), { status: 0, timedOut: false }, ["failed"]],
  ];
  test.each(cases)("%s", (name, text, ended, states) => {
    const file = join(folder, name);
    if (text !== null) writeFileSync(file, text);
    expect(judgeRunner("suite", file, readVitest, ended).map(({ state }) => state)).toEqual(states);
  });
});

test("the last line counts, and what was skipped or failed stands above it with its reason", () => {
  expect(
    summary([
      { name: "a", state: "passed", because: "" },
      { name: "b", state: "failed", because: "one\n  two" },
      { name: "c", state: "skipped", because: "no engine" },
      { name: "d", state: "passed", because: "" },
    ]),
  ).toEqual(["FAILED   b: one two", "SKIPPED  c: no engine", "", "2 passed, 1 failed, 1 skipped"]);
});
