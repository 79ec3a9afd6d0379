import { expect, test } from "vitest";

import { npmClosure, readPackageLock } from "./package-lock.ts";
import { readUvLock, uvClosure } from "./uv-lock.ts";

const uvLock = `version = 1
[[package]]
name = "app"
version = "1.0"
source = { virtual = "." }
dependencies = [{ name = "web" }, { name = "db", extra = ["binary"] }, { name = "win", marker = "sys_platform == 'win32'" }]
[package.dev-dependencies]
dev = [{ name = "tester" }]
[[package]]
name = "web"
version = "2.0"
source = { registry = "r" }
dependencies = [{ name = "old", marker = "python_full_version < '3.12'" }, { name = "web" }]
[[package]]
name = "db"
version = "3.0"
source = { registry = "r" }
[package.optional-dependencies]
binary = [{ name = "db-binary" }]
pool = [{ name = "db-pool" }]
${["win", "old", "tester", "db-binary", "db-pool"].map((name) => `[[package]]\nname = "${name}"\nversion = "1"\nsource = { registry = "r" }\n`).join("")}`;

function names(python: string, groups: readonly string[] = []): string {
  const lock = readUvLock(uvLock);
  return lock.value === null
    ? lock.problem.says
    : uvClosure(lock.value, { python, groups })
        .map((p) => p.name)
        .join(" ");
}

test.each([
  ["extras and markers are followed, groups are not", "3.11", [], "db db-binary old web"],
  ["a marker that does not hold leaves its package out", "3.13", [], "db db-binary web"],
  ["a group that is asked for is walked too", "3.13", ["dev"], "db db-binary tester web"],
])("uv: %s", (_, python, groups, expected) => {
  expect(names(python, groups)).toBe(expected);
});

test("uv: a lock that does not parse is named by its line", () => {
  expect(readUvLock('version = 1\n[[package]]\nname = "a\n').problem?.line).toBe(3);
  expect(readUvLock("a = 1\n").problem?.says).toBe("has no version: it is not a uv lock");
});

test("npm: what is for development, for another system, or a link is not shipped", () => {
  const lock = readPackageLock(
    JSON.stringify({
      lockfileVersion: 3,
      packages: {
        "": { name: "app", version: "1" },
        "node_modules/a": { version: "1" },
        "node_modules/a/node_modules/@s/b": { version: "2" },
        "node_modules/dev": { version: "1", dev: true },
        "node_modules/mac": { version: "1", os: ["darwin"], optional: true },
        "node_modules/notmac": { version: "1", os: ["!darwin"] },
        "node_modules/linked": { link: true, resolved: "packages/x" },
      },
    }),
  );
  expect(lock.value === null ? null : npmClosure(lock.value).map((m) => `${m.name}@${m.version}`)).toEqual([
    "a@1",
    "@s/b@2",
    "notmac@1",
  ]);
});

test("npm: a lock of version 1 says what to do", () => {
  expect(readPackageLock('{ "lockfileVersion": 1, "dependencies": {} }').problem?.says).toMatch(
    /npm install --package-lock-only/,
  );
});
