import { describe, expect, test } from "vitest";
import { goPattern, sampleOf } from "../go-pattern/index.ts";
import { readStructureTests } from "./index.ts";

const whole = `schemaVersion: 2.0.0
globalEnvVars:
  - {key: PATH, value: "/env/bin:$PATH"}
containerRunOptions: {user: root, privileged: false, capabilities: [NET_ADMIN]}
commandTests:
  - name: version
    setup: [["touch", "/tmp/a"]]
    command: python
    args: ["--version"]
    expectedOutput: ['Python 3\\.']
    exitCode: 0
fileExistenceTests:
  - {name: passwd, path: /etc/passwd, shouldExist: true, permissions: "-rw-r--r--", uid: 0, isExecutableBy: any}
fileContentTests:
  - {name: root, path: /etc/passwd, expectedContents: ['root:.*'], excludedContents: ['toor']}
metadataTest:
  envVars: [{key: a, value: '^b$', isRegex: true}]
  unboundEnvVars: [{key: c}]
  exposedPorts: ["8080"]
  entrypoint: []
  user: "10001"
licenseTests:
  - debian: true
`;

describe("a container-structure-test file", () => {
  test("is read whole", () => {
    const tests = readStructureTests(whole);
    expect(tests.problems).toEqual([]);
    expect(tests).toMatchObject({
      globalEnv: [{ key: "PATH", value: "/env/bin:$PATH", regex: false }],
      runUser: "root",
      runOptions: ["capabilities"],
      commands: [
        {
          name: "version",
          line: 6,
          argv: ["python", "--version"],
          setup: [["touch", "/tmp/a"]],
          expectedOutput: ["Python 3\\."],
          exitCode: 0,
        },
      ],
      existence: [
        { path: "/etc/passwd", shouldExist: true, permissions: "-rw-r--r--", uid: 0, gid: null, isExecutableBy: "any" },
      ],
      contents: [{ expectedContents: ["root:.*"], excludedContents: ["toor"] }],
      metadata: { env: [{ key: "a", regex: true }], unboundEnv: ["c"], entrypoint: [], cmd: null, user: "10001" },
      licenses: [23],
    });
  });

  test.each([
    ["commandTests: []\n", 1, 1, /schemaVersion is missing/],
    ["schemaVersion: 1.0.0\n", 1, 16, /2\.0\.0 here, not 1\.0\.0/],
    ["schemaVersion: 2.0.0\ncommandTest: []\n", 2, 1, /no key "commandTest"/],
    ["schemaVersion: 2.0.0\ncommandTests:\n  - name: a\n", 3, 5, /no command/],
    [
      "schemaVersion: 2.0.0\ncommandTests:\n  - {name: a, command: b, expectedOutput: ['[']}\n",
      3,
      44,
      /pattern that is none/,
    ],
    ["schemaVersion: 2.0.0\nfileExistenceTests:\n  - {name: a, path: b, shouldExist: maybe}\n", 3, 37, /true or false/],
  ])("%j is told at its place", (text, line, column, says) => {
    const [problem] = readStructureTests(text).problems;
    expect([problem?.line, problem?.column]).toEqual([line, column]);
    expect(problem?.says).toMatch(says);
  });
});

describe("a pattern as Go reads it", () => {
  test.each([
    ["(?i)python", "Python", true],
    ["^a.b$", "a\nb", false],
    ["(?s)^a.b$", "a\nb", true],
    ["\\Aa", "ba", false],
    ["a\\z", "a\n", false],
    ["(?P<word>[[:alpha:]]+)", "x", true],
    ["[[:digit:]]", "x", false],
    ["a\\-b", "a-b", true],
  ])("%s in %j: %s", (pattern, text, found) => {
    const read = goPattern(pattern);
    expect(typeof read === "string" ? read : read.test(text)).toBe(found);
  });
  test.each([
    ["[", /character class/],
    ["(?U)a", /ungreedy/],
  ])("%s is none", (pattern, says) => expect(goPattern(pattern)).toMatch(says));
  test.each([
    ["^secret$", "secret"],
    ["toor:.*", "toor:"],
    ["a\\.b", "a.b"],
    ["(a|b)[c-d]{2}", null],
  ])("%s has the sample %s", (pattern, sample) => {
    const read = goPattern(pattern);
    expect(typeof read === "string" ? read : sampleOf(read)).toBe(sample);
  });
});
