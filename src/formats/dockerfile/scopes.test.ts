import { describe, expect, it } from "vitest";
import {
  baseOf,
  copySource,
  dependencies,
  effectiveEnv,
  effectiveShell,
  effectiveUser,
  effectiveWorkdir,
  expand,
  expandFrom,
  finalStage,
  instructionsOf,
  lineage,
  parseDockerfile,
  reachableStages,
  rootImage,
  scopeAt,
  stageByName,
  variablesIn,
  type Stage,
  type Variable,
} from "./index.ts";

function last(text: string): { file: ReturnType<typeof parseDockerfile>; stage: Stage } {
  const file = parseDockerfile(text);
  const stage = finalStage(file);
  if (stage === null) throw new Error("no stage");
  return { file, stage };
}

const scope = new Map<string, Variable>(
  Object.entries({ A: "abc.tar.gz", E: "", U: null }).map(([name, value]) => [
    name,
    { name, value, origin: value === null ? "arg" : "env" },
  ]),
);

describe("expansion", () => {
  const cases: [word: string, value: string | null][] = [
    ["$A", "abc.tar.gz"],
    ["${A}x", "abc.tar.gzx"],
    ["${E:-d}", "d"],
    ["${E-d}", ""],
    ["${N:-d}", "d"],
    ["${A:+y}", "y"],
    ["${E:+y}", ""],
    ["${N:-${A}}", "abc.tar.gz"],
    ["${A%.*}", "abc.tar"],
    ["${A%%.*}", "abc"],
    ["${A#*.}", "tar.gz"],
    ["${A##*.}", "gz"],
    ["${A/a/x}", "xbc.txr.gz".replace("txr", "tar")],
    ["${A//a/x}", "xbc.txr.gz"],
    ["'$A'", "$A"],
    ['"$A"', "abc.tar.gz"],
    ["\\$A", "$A"],
    ["$", "$"],
    ["$U", null],
    ["${U:-d}", "d"],
    ["${N:?none}", null],
    ["${A", null],
    ['"a', null],
    ["${A:#x}", null],
  ];
  it.each(cases)("%s", (word, value) => {
    expect(expand(word, scope).value).toBe(value);
  });

  it("tells undeclared, unknown and refused apart", () => {
    expect(expand("$N$U", scope)).toMatchObject({ undeclared: ["N"], unknown: ["U"], error: null });
    expect(expand("${N:?none}", scope).error).toBe("N: none");
  });

  it("refuses what is nested too deeply, in bounded time", () => {
    const deep = "${A:-".repeat(100_000);
    expect(expand(deep, scope).error).toMatch(/deeply/);
  });

  it("knows where variables stand", () => {
    const text = "FROM a:${V:-1}-$W";
    const [from] = instructionsOf(parseDockerfile(text), "from");
    if (from?.image == null) throw new Error("no image");
    expect(
      variablesIn(from.image, "\\").map((use) => [use.name, use.operator, text.slice(use.start, use.end)]),
    ).toEqual([
      ["V", ":-", "${V:-1}"],
      ["W", null, "$W"],
    ]);
  });
});

describe("scopes", () => {
  const value = (text: string, name: string, args: Record<string, string> = {}): string | null | undefined => {
    const file = parseDockerfile(`${text}\nUSER end`);
    const at = file.instructions.at(-1);
    if (at === undefined) throw new Error("empty");
    return scopeAt(file, at, { args, targetPlatform: "linux/arm64/v8" }).get(name)?.value;
  };
  const cases: [name: string, text: string, expected: string | null | undefined, args?: Record<string, string>][] = [
    ["a global ARG is not in a stage", "ARG V=1\nFROM a", undefined],
    ["until it is declared there", "ARG V=1\nFROM a\nARG V", "1"],
    ["the stage's own default wins", "ARG V=1\nFROM a\nARG V=2", "2"],
    ["a build argument wins over both", "ARG V=1\nFROM a\nARG V=2", "3", { V: "3" }],
    ["an ARG ends with its stage", "FROM a AS x\nARG V=1\nFROM x", undefined],
    ["an ENV is handed on", "FROM a AS x\nENV V=1\nFROM x", "1"],
    ["but not to stages on other images", "FROM a AS x\nENV V=1\nFROM b", undefined],
    ["defaults see earlier variables", "FROM a\nARG W=1\nARG V=$W.2", "1.2"],
    ["an ENV sees variables from before its line", "FROM a\nENV V=1\nENV V=2 W=$V\nENV V=$W", "1"],
    ["no default, no value", "FROM a\nARG V", null],
  ];
  it.each(cases)("%s", (_name, text, expected, args) => {
    expect(value(text, "V", args)).toBe(expected);
  });

  it("platform arguments are global, and known where the platform is", () => {
    expect(value("FROM a", "TARGETARCH")).toBeUndefined();
    expect(value("FROM a\nARG TARGETARCH\nARG TARGETVARIANT", "TARGETARCH")).toBe("arm64");
    const { file, stage } = last("FROM --platform=$BUILDPLATFORM a:$TARGETARCH");
    expect(expandFrom(file, stage.from)).toMatchObject({ value: null, unknown: ["TARGETARCH"], undeclared: [] });
    expect(expandFrom(file, stage.from, { targetPlatform: "linux/amd64" }).value).toBe("a:amd64");
  });
});

describe("stages", () => {
  const text = [
    "ARG BASE=debian",
    "FROM ${BASE}:12 AS base",
    "FROM base AS Build",
    "RUN --mount=from=tools,target=/t make",
    "FROM scratch AS tools",
    "FROM alpine AS unused",
    "FROM base",
    "COPY --from=build /a /b",
    "COPY --from=nginx:1 /c /d",
  ].join("\n");

  it("resolves what each stands on", () => {
    const { file, stage } = last(text);
    expect(file.stages.map((one) => baseOf(file, one).kind)).toEqual(["image", "stage", "scratch", "image", "stage"]);
    expect(rootImage(file, stage)).toBe("debian:12");
    expect(lineage(file, stage).map((one) => one.index)).toEqual([4, 0]);
    expect(stageByName(file, "BUILD")?.index).toBe(1);
    expect(finalStage(file, { target: "tools" })?.index).toBe(2);
  });

  it("finds what the final stage needs", () => {
    const { file, stage } = last(text);
    expect([...reachableStages(file)].map((one) => one.index).sort((a, b) => a - b)).toEqual([0, 1, 2, 4]);
    expect(dependencies(file, stage).map((one) => [one.through, one.source.kind])).toEqual([
      ["from", "stage"],
      ["copy", "stage"],
      ["copy", "image"],
    ]);
  });

  it("COPY --from takes a name, an index, an image or a named context", () => {
    const file = parseDockerfile(
      "FROM a AS x\nFROM b\nCOPY --from=0 a b\nCOPY --from=ctx a b\nCOPY --from=img a b\nCOPY a b",
    );
    const kinds = instructionsOf(file, "copy").map(
      (copy) => copySource(file, copy, { contexts: { ctx: "../y" } })?.kind,
    );
    expect(kinds).toEqual(["stage", "context", "image", undefined]);
  });

  it("a name means the nearest stage before; a stage can not stand on itself", () => {
    const file = parseDockerfile("FROM a AS x\nFROM x AS x\nFROM y AS y");
    expect(file.stages.map((one) => baseOf(file, one))).toMatchObject([
      { kind: "image" },
      { kind: "stage", stage: { index: 0 } },
      { kind: "image", image: "y" },
    ]);
  });
});

describe("what holds at a place", () => {
  const text =
    'FROM a AS base\nUSER app\nWORKDIR /srv\nSHELL ["/bin/bash", "-c"]\nENV A=1\nFROM base\nWORKDIR sub/../api\nUSER $A\nENV B=$A';

  it("looks through the stages it is built FROM", () => {
    const { file, stage } = last(text);
    expect(effectiveUser(file, stage)?.user).toBe("1");
    expect(effectiveUser(file, stage.from)?.user).toBe("app");
    expect(effectiveWorkdir(file, stage)).toBe("/srv/api");
    expect(effectiveShell(file, stage)).toEqual(["/bin/bash", "-c"]);
    expect(new Map([...effectiveEnv(file, stage)].map(([name, one]) => [name, one.value]))).toEqual(
      new Map([
        ["A", "1"],
        ["B", "1"],
      ]),
    );
  });

  it("says nothing where only the base image knows", () => {
    const { file, stage } = last("FROM a\nWORKDIR b");
    expect([effectiveUser(file, stage), effectiveWorkdir(file, stage), effectiveShell(file, stage)]).toEqual([
      null,
      null,
      ["/bin/sh", "-c"],
    ]);
    const empty = last("FROM scratch\nWORKDIR b");
    expect(effectiveWorkdir(empty.file, empty.stage)).toBe("/b");
  });
});
