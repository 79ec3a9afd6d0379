import { describe, expect, it } from "vitest";
import { z } from "zod";
import { applyEdits } from "../../core/edit.ts";
import type { Finding } from "../../core/finding.ts";
import { parseDockerfile } from "../../formats/dockerfile/index.ts";
import { rules } from "../all.gen.ts";
import { rateResult, rateText, type FileRating, type RateOptions } from "../rate.ts";
import { rateResultSchema } from "../schema.ts";
import { FileView } from "../view.ts";
import { type Comment, type Place, readAnswers } from "./answers.ts";
import { ShellComments } from "./comments.ts";
import { type RunSource, runSources } from "./scripts.ts";

const sourcesOf = (text: string): readonly RunSource[] =>
  runSources(new FileView(parseDockerfile(text), null, "2026-01-01"));

/** Where a text stands in what ShellCheck reads, as it counts. */
function placeOf(source: string, target: string): Place {
  const at = source.indexOf(target);
  if (at === -1) throw new Error(`no ${target} in ${source}`);
  const place = (offset: number): readonly [line: number, column: number] => {
    const before = source.slice(0, offset).split("\n");
    return [before.length, Array.from(before.at(-1) ?? "").length + 1];
  };
  const [line, column] = place(at);
  const [endLine, endColumn] = place(at + target.length);
  return { line, column, endLine, endColumn };
}

type Said = Partial<Pick<Comment, "code" | "level">> & { readonly at: string; readonly quote?: boolean };

function commentOn(source: string, { at, code = 9001, level = "warning", quote = false }: Said): Comment {
  const place = placeOf(source, at);
  const { line, column, endLine, endColumn } = place;
  const ends = [
    { line, column, endLine: line, endColumn: column, text: '"' },
    { line: endLine, column: endColumn, endLine, endColumn, text: '"' },
  ];
  return { ...place, code, level, message: "said", replacements: quote ? ends : [] };
}

/** Rates a text where ShellCheck says these things of every script that has their text. */
function rated(text: string, said: readonly Said[], options: RateOptions = {}): FileRating {
  const comments = new ShellComments(rules);
  for (const { source } of sourcesOf(text)) {
    const here = said.filter(({ at }) => source.includes(at));
    comments.add(
      source,
      here.map((one) => commentOn(source, one)),
    );
  }
  return rateText("Dockerfile", text, { profile: "all", ...options, rules: comments.rules() });
}

const ofShell = (rating: FileRating): readonly Finding[] =>
  rating.findings.filter(({ slug }) => slug.startsWith("shellcheck/"));

describe("what ShellCheck is given", () => {
  it.each([
    ["a command", "RUN a b", "#!/bin/dash\n:\na b\n"],
    [
      "continued lines with a comment and a blank one between",
      "RUN a && \\\n  # no\n\n  b",
      "#!/bin/dash\n:\na &&   b\n",
    ],
    [
      "variables of ENV and ARG, with values that hold no blanks",
      "ARG V\nENV A=1 B='x y'\nRUN a",
      '#!/bin/dash\nexport V="$1"; export A=1; export B="$1"\na\n',
    ],
    ["a heredoc", "RUN <<EOF\na\nb\nEOF", "#!/bin/dash\n:\na\nb\n\n"],
    ["a heredoc of its own shell", "RUN <<EOF\n#!/bin/bash -e\na\nEOF", "#!/bin/bash\nset -e\n              \na\n\n"],
    ["SHELL", 'SHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN a', "#!/bin/bash\nset -e\na\n"],
    ["sh -c", 'RUN ["sh", "-c", "a b"]', "#!/bin/dash\n:\na b\n"],
  ])("%s", (_, text, source) =>
    expect(sourcesOf(`FROM debian:13\n${text}\n`).map((one) => one.source)).toEqual([source]),
  );

  it.each([
    ["PowerShell", 'FROM debian:13\nSHELL ["pwsh", "-Command"]\nRUN a\n'],
    ["Windows", "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN a\n"],
    ["Python", "FROM debian:13\nRUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF\n"],
    ["a program", 'FROM debian:13\nRUN ["make", "-j4"]\n'],
    ["more than it could read in time", `FROM debian:13\nRUN true ${"a".repeat(100_001)}\n`],
  ])("nothing of %s", (_, text) => expect(sourcesOf(text)).toEqual([]));

  it.each([
    ["alpine:3.24", "#!/bin/dash"],
    ["fedora:43", "#!/bin/bash"],
    ["python:3.13-alpine", "#!/bin/dash"],
    ["example.org/unknown", "#!/bin/bash"],
  ])("on %s the shell is %s", (image, program) =>
    expect(sourcesOf(`FROM ${image}\nRUN a\n`)[0]?.source.split("\n")[0]).toBe(program),
  );
});

describe("places", () => {
  it.each([
    { says: "a command", run: "RUN a $x", at: "$x", line: 2, column: 7 },
    {
      says: "behind continued lines, a comment and a blank one",
      run: "RUN a \\\n  # $x\n\n  && b \\\n\t$x",
      at: "$x",
      line: 6,
      column: 2,
    },
    { says: "tabs count as one", run: "RUN a\t\t$x", at: "$x", line: 2, column: 8 },
    { says: "characters beyond the first plane", run: "RUN echo '🚢🚢' $x", at: "$x", line: 2, column: 17 },
    { says: "a heredoc", run: "RUN <<EOF\na\nb $x\nEOF", at: "$x", line: 4, column: 3 },
    {
      says: "a heredoc whose tabs are dropped",
      run: "RUN <<-EOF\n\t\ta\n\t\tb $x\n\tEOF",
      at: "$x",
      line: 4,
      column: 5,
    },
    { says: "a heredoc with its own shell", run: "RUN <<EOF\n#!/bin/sh\nb $x\nEOF", at: "$x", line: 4, column: 3 },
    { says: "a command before a heredoc", run: "RUN cat <<EOF > f && b $x\ntext\nEOF", at: "$x", line: 2, column: 24 },
    { says: "ONBUILD", run: "ONBUILD RUN --mount=type=tmpfs,target=/t a $x", at: "$x", line: 2, column: 44 },
    { says: "sh -c", run: 'RUN ["sh", "-c", "a $x"]', at: "$x", line: 2, column: 21 },
    { says: "lines that end in CR LF", run: "RUN a \\\r\n  b $x\r", at: "$x", line: 3, column: 5 },
  ])("$says", ({ run, at, line, column }) => {
    const text = `FROM debian:13\n${run}\n`;
    const [found, ...more] = ofShell(rated(text, [{ at }]));
    expect(more).toEqual([]);
    expect(found?.from).toEqual({ line, column });
    expect(text.slice(found?.span.start, found?.span.end)).toBe(at);
  });

  it("two scripts that say the same are found at both", () => {
    const found = ofShell(rated("FROM debian:13\nRUN a $x\nRUN b\nRUN a $x\n", [{ at: "$x" }]));
    expect(found.map(({ from, cost }) => [from.line, cost])).toEqual([
      [2, 0.25],
      [4, 0.13],
    ]);
  });

  it("what is said of our own head is nobody's", () =>
    expect(ofShell(rated("FROM debian:13\nARG V\nRUN a\n", [{ at: "export V" }]))).toEqual([]));
});

describe("its fixes", () => {
  it.each([
    ["a command", "RUN a $x b", 'RUN a "$x" b'],
    ["behind a continued line", "RUN a \\\n  # no\n  b $x \\\n  c", 'RUN a \\\n  # no\n  b "$x" \\\n  c'],
    ["a heredoc whose tabs are dropped", "RUN <<-EOF\n\ta\n\tb $x c\n\tEOF", 'RUN <<-EOF\n\ta\n\tb "$x" c\n\tEOF'],
  ])("become suggested edits: %s", (_, run, fixed) => {
    const text = `FROM debian:13\n${run}\n`;
    const fix = ofShell(rated(text, [{ at: "$x", quote: true }]))[0]?.fix;
    expect(fix?.kind).toBe("suggested");
    expect(applyEdits(text, fix?.edits ?? [])).toBe(`FROM debian:13\n${fixed}\n`);
  });

  it.each([
    ["a JSON string", 'RUN ["sh", "-c", "a $x"]'],
    ["between lines that are apart in the file", "RUN a $x\\\n b"],
  ])("are left out: %s", (_, run) => {
    const [found] = ofShell(rated(`FROM debian:13\n${run}\n`, [{ at: "$x", quote: true }]));
    expect(found?.rule).toBe("SC9001");
    expect(found?.fix).toBeNull();
  });
});

describe("comments, configs and profiles", () => {
  const text = (above: string, inside = ""): string => `FROM debian:13\n${above}RUN a \\\n${inside}  && b $x\n`;
  it.each([
    ["# shellcheck disable=SC9001\n", ""],
    ["# shellcheck disable=SC1000,SC9001 # for a reason\n", ""],
    ["# shellcheck disable=SC9000-SC9999\n", ""],
    ["# shellcheck disable=all\n", ""],
    ["", "# shellcheck disable=SC9001\n"],
    ["# hadolint ignore=SC9001\n", ""],
    ["# seaworthy ignore=SC9001 for a reason\n", ""],
    ["# seaworthy ignore=shellcheck/sc9001\n", ""],
  ])("%j and %j switch it off", (above, inside) => {
    const rating = rated(text(above, inside), [{ at: "$x" }]);
    expect(ofShell(rating)).toEqual([]);
    expect(rating.suppressed.map(({ finding }) => finding.rule)).toContain("SC9001");
  });
  it.each(["# shellcheck disable=SC9002\n", "# shellcheck source=a\n", "# hadolint ignore=SC9002\n", ""])(
    "%j does not",
    (above) => expect(ofShell(rated(text(above), [{ at: "$x" }]))).toHaveLength(1),
  );
  it("ShellCheck's comment holds for our own rule of that code, and for no other", () => {
    const own = (above: string): readonly string[] =>
      rateText("Dockerfile", `FROM debian:13\n${above}RUN cd /a; make\n`).findings.map(({ slug }) => slug);
    expect(own("")).toContain("shell/cd-unchecked");
    expect(own("# shellcheck disable=SC2164\n")).not.toContain("shell/cd-unchecked");
    expect(own("# hadolint ignore=SC2164\n")).not.toContain("shell/cd-unchecked");
    const others = own("").filter((slug) => !slug.startsWith("shell/"));
    expect(others.length).toBeGreaterThan(0);
    expect(own("# shellcheck disable=all\n")).toEqual(others);
  });
  it.each([
    [{ off: ["SC9001"] }, []],
    [{ off: ["shellcheck:SC9001"] }, []],
    [{ severity: { "shellcheck/sc9001": "error" as const } }, ["error"]],
    [{}, ["warning"]],
  ])("the config %j: %j", (config, severities) =>
    expect(ofShell(rated(text(""), [{ at: "$x" }], { config })).map(({ severity }) => severity)).toEqual(severities),
  );
  it.each([
    ["error", "default", 1],
    ["warning", "default", 0.25],
    ["info", "strict", 0],
    ["style", "all", 0],
  ] as const)("%s is in %s and costs %d", (level, profile, cost) => {
    const found = (of: RateOptions["profile"]): readonly Finding[] =>
      ofShell(rated(text(""), [{ at: "$x", level }], { ...(of !== undefined && { profile: of }) }));
    expect(found(profile).map((one) => one.cost)).toEqual([cost]);
    const less = ({ default: [], strict: ["default"], all: ["default", "strict"] } as const)[profile];
    for (const one of less) expect(found(one)).toEqual([]);
  });
});

describe("where our own rule speaks, ShellCheck does not", () => {
  it.each([
    ["at one place", "RUN cd /a; make", { at: "cd /a", code: 2164 }, "shell/cd-unchecked"],
    ["of a whole instruction", "RUN if a; then b", { at: "if", code: 1073 }, "shell/not-parsable"],
  ])("%s", (_, run, said, slug) => {
    const rating = rated(`FROM debian:13\n${run}\n`, [said]);
    expect(rating.findings.map((one) => one.slug)).toContain(slug);
    expect(ofShell(rating)).toEqual([]);
  });
  it("but elsewhere in the file it does", () => {
    const rating = rated("FROM debian:13\nRUN cd /a; make\nRUN cd /b\n", [{ at: "cd /b", code: 2164 }]);
    expect(ofShell(rating).map(({ from }) => from.line)).toEqual([3]);
  });
});

it("a finding of its own is of the published shape", () => {
  const rating = rated("FROM debian:13\nRUN a $x b\n", [{ at: "$x", quote: true }]);
  const { files } = rateResultSchema(z).parse(rateResult([rating]));
  expect(files[0]?.findings.find(({ rule }) => rule === "SC9001")).toMatchObject({
    slug: "shellcheck/sc9001",
    aka: ["shellcheck:SC9001", "hadolint:SC9001"],
    why: "ShellCheck explains it at https://www.shellcheck.net/wiki/SC9001",
    fix: { kind: "suggested" },
  });
});

describe("noise", () => {
  const cases: [says: string, image: string, run: string, said: Said, kept: boolean][] = [
    ["bash's own under bash", "fedora:43", "RUN [[ a ]]", { at: "[[", code: 3010 }, false],
    ["what ash knows", "alpine:3.24", "RUN source a", { at: "source", code: 3046 }, false],
    ["an unknown sh", "example.org/a", "RUN source a", { at: "source", code: 3046 }, false],
    ["dash", "debian:13", "RUN echo $RANDOM", { at: "$RANDOM", code: 3028 }, true],
    ["UID that is an ARG", "debian:13", "ARG UID\nRUN id $UID", { at: "$UID", code: 3028 }, false],
    ["one word for sure", "debian:13", "RUN make -j$(nproc)", { at: "$(nproc)", code: 2046 }, false],
    ["a list of packages", "debian:13", "RUN apt-get install -y $(cat a)", { at: "$(cat a)", code: 2046 }, false],
    ["a word that may be several", "debian:13", "RUN wget $(cat a)", { at: "$(cat a)", code: 2046 }, true],
    ["a list of dependencies", "debian:13", "RUN x $buildDeps", { at: "$buildDeps", code: 2086 }, false],
    ["a file for later", "debian:13", "RUN echo 'a $PATH' > b", { at: "'a $PATH'", code: 2016 }, false],
    ["a loop over one", "debian:13", "RUN for a in b; do c; done", { at: "b", code: 2043 }, false],
    ["a loop over a quoted pattern", "debian:13", "RUN for a in '*'; do c; done", { at: "'*'", code: 2043 }, true],
    ["|| true", "debian:13", "RUN a && b || true", { at: "&&", code: 2015 }, false],
    ["|| another command", "debian:13", "RUN a && b || c", { at: "&&", code: 2015 }, true],
    ["an empty value", "debian:13", "RUN A= B=1 && c", { at: " ", code: 1007 }, false],
    ["a value after a blank", "debian:13", "RUN A= make", { at: " ", code: 1007 }, true],
    ["mktemp", "debian:13", 'RUN export A="$(mktemp -d)"', { at: "A", code: 2155 }, false],
  ];
  it.each(cases)("%s on %s: %s", (_, image, run, said, kept) =>
    expect(ofShell(rated(`FROM ${image}\n${run}\n`, [said]))).toHaveLength(kept ? 1 : 0),
  );
});

describe("its answers", () => {
  it.each(["", "shellcheck: broken", "[]", "{}", '{"comments": 1}'])("%j are none", (text) =>
    expect(readAnswers(text)).toBeNull(),
  );
  it("that are cut or of another shape are passed over, one by one", () => {
    const whole = {
      file: "a",
      line: 1,
      endLine: 1,
      column: 1,
      endColumn: 2,
      level: "info",
      code: 1,
      message: "m",
      fix: null,
    };
    const answers = readAnswers(
      JSON.stringify({ comments: [whole, { ...whole, level: "new" }, { ...whole, line: "1" }, null, { file: "b" }] }),
    );
    expect([...(answers ?? [])]).toEqual([["a", [expect.objectContaining({ code: 1, replacements: [] })]]]);
  });
});
