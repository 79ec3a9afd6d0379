import { expect, test } from "vitest";

import { nodeTests } from "./node/own-tests.ts";
import type { NodeProject } from "./node/project.ts";
import { pytestOf } from "./python/own-tests.ts";
import type { PythonProject } from "./python/project.ts";

const node = (script: string, ...files: readonly string[]): NodeProject =>
  ({ folder: { files }, manifest: { scripts: { test: { value: script } } } }) as unknown as NodeProject;
const python = (packages: readonly string[], group: string, ...files: readonly string[]): PythonProject =>
  ({
    folder: { files },
    pyproject: { defaultGroups: ["dev"] },
    lock: { packages: [{ groups: { [group]: packages.map((name) => ({ name })) } }] },
  }) as unknown as PythonProject;

test.each([
  ["node --test", ["test/a.js"], ["node", "--test"]],
  ["tsc && node --test test/a.js", ["test/a.js"], ["node", "--test", "test/a.js"]],
  ["vitest", ["src/a.test.ts", "vitest.config.ts"], ["node", "node_modules/.bin/vitest", "run"]],
  ["npx jest --ci", ["__tests__/a.ts"], ["node", "node_modules/.bin/jest", "--ci"]],
  ["node --test", ["src/a.js"], []],
  ["node scripts/test.js", ["test/a.js"], []],
  ["playwright test", ["test/a.js"], []],
  ['vitest run -t "$NAME"', ["test/a.js"], []],
  ["", ["test/a.js"], []],
])("the script %j beside %j is run as %j", (script, files, command) => {
  const found = nodeTests(node(script, ...files));
  expect(found.testCommand).toEqual(command);
  expect(found.testFiles).toEqual(
    command.length === 0 ? [] : [...new Set(files.map((file) => file.split("/")[0] ?? ""))].sort(),
  );
});

test.each([
  [
    "the group that is installed has it",
    ["pytest"],
    "dev",
    ["tests/test_a.py", "pyproject.toml", "app/a.py"],
    ["pyproject.toml", "tests"],
  ],
  ["tests lie beside the code", ["pytest"], "dev", ["a_test.py", "conftest.py"], ["a_test.py", "conftest.py"]],
  ["another group has it", ["pytest"], "ci", ["tests/test_a.py"], []],
  ["another runner is used", ["nose2"], "dev", ["tests/test_a.py"], []],
  ["there is no test", ["pytest"], "dev", ["tests/data.py"], []],
])("pytest where %s", (_, packages, group, files, expected) => {
  const found = pytestOf(python(packages, group, ...files));
  expect(found.testFiles).toEqual(expected);
  expect(found.testCommand.slice(0, 3)).toEqual(expected.length === 0 ? [] : ["python", "-m", "pytest"]);
});
