import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instructionsOf, parseDockerfile } from "../dockerfile/index.ts";
import { dialectOf, runScript, type ShellScript } from "./index.ts";

function scriptOf(text: string): ShellScript {
  const file = parseDockerfile(text);
  const run = instructionsOf(file, "run").at(-1);
  const script = run === undefined ? null : runScript(file, run);
  if (script === null) throw new Error("no script");
  return script;
}

const words = (text: string): (string | null)[][] =>
  scriptOf(`FROM a\nRUN ${text}`).commands.map((one) => [one.name?.value ?? null, ...one.args.map((arg) => arg.value)]);

describe("commands", () => {
  const cases: [text: string, expected: (string | null)[][]][] = [
    [
      "apt-get update && apt-get install -y curl",
      [
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "curl"],
      ],
    ],
    ["a \\\n  # note\n  && b", [["a"], ["b"]]],
    ["echo \"a b\" 'c d' e\\ f", [["echo", "a b", "c d", "e f"]]],
    ['echo "$A" x$B', [["echo", null, null]]],
    ["echo $(date; ls -l)", [["echo", null], ["date"], ["ls", "-l"]]],
    ["if [ -f a ]; then b; else c; fi", [["[", "-f", "a", "]"], ["b"], ["c"]]],
    ["(cd a && b) | c > d", [["cd", "a"], ["b"], ["c"]]],
    ["for i in 1 2; do x $i; done", [["x", null]]],
    ["export A=b C=$D", [["export", "A=b", null]]],
    ['["sh", "-c", "a b"]', [["a", "b"]]],
    ['["a", "$B"]', [["a", "$B"]]],
    [
      "<<EOF\nset -e\napt-get update\nEOF",
      [
        ["set", "-e"],
        ["apt-get", "update"],
      ],
    ],
    ["bash <<EOF\nnot read\nEOF", [["bash"]]],
    ["<<EOF\n#!/usr/bin/env python3\nimport os\nEOF", []],
  ];
  it.each(cases)("%s", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it("know what they stand in", () => {
    const { commands } = scriptOf("FROM a\nRUN A=1 x y || ! (z | w 2>/dev/null) & v");
    expect(
      commands.map((one) => [
        one.name?.value,
        one.separator,
        one.pipe.index,
        one.pipe.length,
        one.inside.join(),
        one.background,
      ]),
    ).toEqual([
      ["x", null, 0, 1, "", true],
      ["z", null, 0, 2, "subshell", false],
      ["w", "|", 1, 2, "subshell", false],
      ["v", "&", 0, 1, "", false],
    ]);
    expect(commands[0]?.assignments.map((one) => [one.name, one.value?.value])).toEqual([["A", "1"]]);
    expect(commands[2]?.redirects.map((one) => [one.operator, one.descriptor, one.target?.value])).toEqual([
      [">", 2, "/dev/null"],
    ]);
    expect(commands[2]?.pipe.names).toEqual(["z", "w"]);
  });

  it("stand where they say, across continuations and heredocs", () => {
    for (const text of [
      "FROM a\nRUN b \\\n# note\n\n && curl -L \\\n x",
      "FROM a\nRUN <<-E\n\tb\n\tcurl -L x\n\tE\n",
      'FROM a\nRUN ["bash", "-lc", "b; curl -L x"]',
    ]) {
      const curl = scriptOf(text).commands.find((one) => one.name?.value === "curl");
      expect(text.slice(curl?.name?.start, curl?.name?.end)).toBe("curl");
      expect(curl?.args.map((arg) => text.slice(arg.start, arg.end))).toEqual(["-L", "x"]);
    }
  });
});

describe("dialects", () => {
  const cases: [text: string, dialect: string, understood: boolean][] = [
    ["FROM a\nRUN b", "sh", true],
    ['FROM a\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN b', "bash", true],
    ['FROM a\nSHELL ["powershell", "-Command"]\nRUN b', "powershell", false],
    ["# escape=`\nFROM a\nRUN b", "cmd", false],
    ["FROM a\nRUN <<E\n#!/bin/ash -e\nE", "ash", true],
    ["FROM a\nRUN <<E\n#!/usr/bin/env -S python3\nE", "other", false],
  ];
  it.each(cases)("%j", (text, dialect, understood) => {
    const script = scriptOf(text);
    expect([script.dialect, script.understood]).toEqual([dialect, understood]);
  });

  it.each([
    [["C:\\Windows\\System32\\cmd.exe", "/S"], "cmd"],
    [["/usr/bin/env", "-i", "A=1", "bash"], "bash"],
    [["/bin/busybox", "ash"], "ash"],
    [["node"], "other"],
    [[], "other"],
  ])("%j", (shell, dialect) => {
    expect(dialectOf(shell)).toBe(dialect);
  });
});

describe("any script", () => {
  it("is read without throwing, with places inside the file", () => {
    const piece = fc.constantFrom(
      ..."a|b c|$(|)|`|(|{ |}|;|&&||&|<<E|\nE\n|>x|2>&1|\"|'|$A|${A:-|\\|\n|if |then |fi|case |esac|do |done|for i in |[[ |]]|#|\t|\0".split(
        "|",
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((all) => all.join("")),
        ),
        (script) => {
          const text = `FROM a\nRUN x ${script}`;
          const file = parseDockerfile(text);
          for (const run of instructionsOf(file, "run")) {
            for (const one of runScript(file, run)?.commands ?? []) {
              expect(one.start >= 0 && one.end >= one.start && one.end <= text.length).toBe(true);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ["<<E ", 1e5],
    ["$(", 1e5],
    ["`a ", 1e5],
    ["a ", 2e6],
  ])("%j, %d times, is refused rather than read for minutes", (mark, times) => {
    const script = scriptOf(`FROM a\nRUN ${mark.repeat(times)}`);
    expect(script.commands).toEqual([]);
    expect(script.errors).toHaveLength(1);
  });

  it("tells what is wrong, and what is right", () => {
    expect(scriptOf("FROM a\nRUN if a; then b").errors.length).toBeGreaterThan(0);
    expect(scriptOf("FROM a\nRUN if a; then b; fi").errors).toEqual([]);
  });
});
