import type { StructurePair, StructureTests } from "../../formats/structure-test/index.ts";
import { patternOf } from "./from-config.ts";
import { element, equal, excludingPattern, type Matcher, matching, not } from "./matcher.ts";
import type { Check, Expectation, Look, OwnSpec } from "./spec.ts";

const from = "container-structure-test";

/** The tests of a container-structure-test file as claims, `structure-NAME` each. */
export function specsOfStructureTests(tests: StructureTests, file: string): readonly OwnSpec[] {
  const spec = (name: string, line: number, look: Look, expect: readonly Expectation[], skip: string | null = null) =>
    specOf(file, name, line, [{ look, expect, wrong: null }], skip);
  const options = tests.runOptions.length === 0 ? null : tests.runOptions.join(", ");
  return [
    ...tests.commands.map((test) => {
      const [program = "", ...rest] = test.argv;
      const env = Object.fromEntries([...tests.globalEnv, ...test.env].map(({ key, value }) => [key, value]));
      const look: Look = {
        kind: "command",
        argv: [program, ...rest],
        where: "alone",
        env,
        user: tests.runUser,
        setup: test.setup,
        teardown: test.teardown,
        hardened: false,
        timeoutMs: 120_000,
      };
      const skip = options === null ? null : `containerRunOptions asks for ${options}, which is not carried over`;
      const expect = [
        { fact: "exit code", matcher: equal(test.exitCode) },
        ...patterns("stdout", test.expectedOutput, test.excludedOutput),
        ...patterns("stderr", test.expectedError, test.excludedError),
      ];
      return spec(test.name, test.line, look, expect, skip);
    }),
    ...tests.existence.map((test) =>
      spec(test.name, test.line, { kind: "file", path: test.path }, [
        { fact: "exists", matcher: equal(test.shouldExist) },
        ...(test.permissions === null ? [] : [{ fact: "permissions", matcher: equal(test.permissions) }]),
        ...(test.uid === null ? [] : [{ fact: "uid", matcher: equal(test.uid) }]),
        ...(test.gid === null ? [] : [{ fact: "gid", matcher: equal(test.gid) }]),
        ...(test.isExecutableBy === null
          ? []
          : [{ fact: `executable by ${test.isExecutableBy}`, matcher: equal(true) }]),
      ]),
    ),
    ...tests.contents.map((test) =>
      spec(test.name, test.line, { kind: "file", path: test.path }, [
        { fact: "exists", matcher: equal(true) },
        ...patterns("contents", test.expectedContents, test.excludedContents),
      ]),
    ),
    ...(tests.metadata === null
      ? []
      : [spec("metadata", tests.metadata.line, { kind: "image" }, metadata(tests.metadata))]),
    ...tests.licenses.map((line) =>
      spec(
        "licenses",
        line,
        { kind: "image" },
        [],
        "license tests are not carried over: they ask for one company's list",
      ),
    ),
  ];
}

function specOf(file: string, name: string, line: number, checks: readonly Check[], skip: string | null): OwnSpec {
  const source = `${file}:${line}`;
  return {
    id: `structure-${slug(name)}`,
    title: name,
    why: `${from} asks for it.`,
    source,
    checks,
    control: null,
    skip,
  };
}

function patterns(fact: string, expected: readonly string[], excluded: readonly string[]): readonly Expectation[] {
  return [
    ...expected.map((one) => ({ fact, matcher: matching(patternOf(one)) })),
    ...excluded.map((one) => ({ fact, matcher: excludingPattern(patternOf(one)) })),
  ];
}

function metadata(test: NonNullable<StructureTests["metadata"]>): readonly Expectation[] {
  const pair = (kind: string, { key, value, regex }: StructurePair): Expectation => ({
    fact: `${kind} ${key}`,
    matcher: regex ? matching(patternOf(value)) : equal(value),
  });
  const ports = (list: readonly string[]): readonly string[] =>
    list.map((port) => (port.includes("/") ? port : `${port}/tcp`));
  const absent = (fact: string, list: readonly string[]): readonly Expectation[] =>
    list.map((one) => ({ fact, matcher: not(element(equal(one)), [one]) }));
  const there = (fact: string, list: readonly string[]): readonly Expectation[] =>
    list.map((one) => ({ fact, matcher: element(equal(one)) }));
  const argv = (fact: string, list: readonly string[] | null): readonly Expectation[] =>
    list === null ? [] : [{ fact, matcher: exactly(list) }];
  return [
    ...test.env.map((one) => pair("variable", one)),
    ...test.labels.map((one) => pair("label", one)),
    ...absent("variables", test.unboundEnv),
    ...argv("entrypoint", test.entrypoint),
    ...argv("cmd", test.cmd),
    ...there("ports", ports(test.exposedPorts)),
    ...absent("ports", ports(test.unexposedPorts)),
    ...there("volumes", test.volumes),
    ...absent("volumes", test.unmountedVolumes),
    ...(test.workdir === null ? [] : [{ fact: "workdir", matcher: equal(test.workdir) }]),
    ...(test.user === null ? [] : [{ fact: "user", matcher: equal(test.user) }]),
  ];
}

function exactly(list: readonly string[]): Matcher {
  return list.length === 0 ? equal([]) : { ...equal(list), says: `is ${JSON.stringify(list)}` };
}

/** Small letters and digits with `-` between them; never empty. */
export function slug(name: string): string {
  const words = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 60)
    .replace(/-$/, "");
  return words === "" ? "test" : words;
}
