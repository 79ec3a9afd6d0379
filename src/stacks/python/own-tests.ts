import { noTests, type TestsDetail } from "../own-tests.ts";
import type { PythonProject } from "./project.ts";

const testFile = /(^|\/)(test_[^/]*|[^/]*_test)\.py$/;
/** What pytest reads beside the tests. */
const settings = /^(pyproject\.toml|pytest\.ini|tox\.ini|setup\.cfg|conftest\.py)$/;

/** pytest, where a group that is installed by default has it. */
export function pytestOf({ folder, lock, pyproject }: PythonProject): TestsDetail {
  const groups = (lock?.packages ?? []).flatMap((one) => Object.entries(one.groups));
  const has = groups.some(
    ([name, packages]) =>
      pyproject?.defaultGroups.includes(name) === true && packages.some((one) => one.name === "pytest"),
  );
  const tests = new Set(folder.files.filter((file) => testFile.test(file)).map((file) => file.split("/")[0] ?? file));
  if (!has || tests.size === 0) return noTests;
  return {
    // Its cache would be written beside the tests.
    testCommand: ["python", "-m", "pytest", "-q", "-p", "no:cacheprovider"],
    testFiles: [...tests, ...folder.files.filter((file) => settings.test(file))].sort(),
  };
}
