import { expect, test } from "vitest";

import { linuxEnvironment, markerHolds } from "./markers.ts";

const cases: readonly (readonly [string, string, readonly string[], boolean])[] = [
  ["an empty marker holds", "", [], true],
  ["another platform", "sys_platform == 'win32'", [], false],
  ["this platform", 'sys_platform == "linux" and platform_machine == "x86_64"', [], true],
  ["a newer Python", "python_full_version >= '3.12'", [], false],
  ["3.10 is older than 3.11, though not as text", "python_version >= '3.9'", [], true],
  ["a patch of this minor", "python_full_version >= '3.11.4'", [], true],
  ["another implementation", "implementation_name != 'PyPy' and platform_python_implementation != 'PyPy'", [], true],
  ["or in brackets", "(sys_platform == 'win32' or sys_platform == 'linux') and os_name == 'posix'", [], true],
  ["and binds closer than or", "sys_platform == 'linux' or sys_platform == 'win32' and os_name == 'nt'", [], true],
  ["in a list", "sys_platform in 'linux darwin'", [], true],
  ["not in a list", "sys_platform not in 'linux darwin'", [], false],
  ["an extra that was asked for", "extra == 'binary'", ["binary"], true],
  ["an extra that was not", "extra == 'binary'", [], false],
];

test.each(cases)("%s: %s", (_, marker, extras, holds) => {
  expect(markerHolds(marker, linuxEnvironment("3.11"), extras)).toBe(holds);
});
