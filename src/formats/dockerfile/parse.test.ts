import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  parseDockerfile,
  printDockerfile,
  type Instruction,
  type InstructionKind,
  type InstructionOf,
} from "./index.ts";

function only<K extends InstructionKind>(text: string, kind: K): InstructionOf<K> {
  const isKind = (one: Instruction): one is InstructionOf<K> => one.kind === kind;
  const found = parseDockerfile(text).instructions.find(isKind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
}

const runText = (text: string): string | undefined => {
  const { command } = only(text, "run");
  return command === null || command.form === "exec" ? undefined : command.script.text;
};

describe("lines", () => {
  const cases: [name: string, text: string, keywords: string[]][] = [
    ["one instruction a line", "FROM a\nRUN b", ["FROM", "RUN"]],
    ["a continued line", "FROM a\nRUN b \\\n c\nRUN d", ["FROM", "RUN", "RUN"]],
    ["an escaped escape continues nothing", "FROM a\nRUN echo a\\\\\nRUN b", ["FROM", "RUN", "RUN"]],
    ["three escapes continue nothing either", "FROM a\nRUN echo a\\\\\\\nRUN b", ["FROM", "RUN", "RUN"]],
    ["blanks after the escape", "FROM a\nRUN b \\ \t\n c", ["FROM", "RUN"]],
    ["comments and blank lines inside", "FROM a\nRUN b \\\n# c\n\n  # d\n e", ["FROM", "RUN"]],
    ["a backtick as the escape", "# escape=`\nFROM a\nRUN b `\n c\nRUN d\\\nRUN e", ["FROM", "RUN", "RUN", "RUN"]],
    ["CRLF", "FROM a\r\nRUN b \\\r\n c\r\nRUN d\r\n", ["FROM", "RUN", "RUN"]],
    ["a byte order mark", "\ufeffFROM a", ["FROM"]],
    ["an escape at the end of the file", "FROM a\nRUN b \\", ["FROM", "RUN"]],
    ["instructions in a heredoc are text", "FROM a\nRUN <<EOF\nRUN x\n# y\nEOF\nUSER b", ["FROM", "RUN", "USER"]],
    ["two heredocs", "FROM a\nRUN cat <<A <<B\nB\nA\nA\nB\nUSER b", ["FROM", "RUN", "USER"]],
    ["tabs before the end of <<-", "FROM a\nRUN <<-E\n\tx\n\tE\nUSER b", ["FROM", "RUN", "USER"]],
    ["no heredoc in exec form", 'FROM a\nRUN ["cat", "<<E"]\nUSER b', ["FROM", "RUN", "USER"]],
    ["no heredoc in CMD", "FROM a\nCMD cat <<E\nUSER b", ["FROM", "CMD", "USER"]],
    ["no heredoc without white space before it", "FROM a\nRUN cat<<E\nUSER b", ["FROM", "RUN", "USER"]],
  ];
  it.each(cases)("%s", (_name, text, keywords) => {
    expect(parseDockerfile(text).instructions.map((one) => one.keyword.text)).toEqual(keywords);
  });

  it("keeps the white space of continued lines and knows where each character stood", () => {
    const text = "FROM a\nRUN b \\\n# note\n  && c";
    const { command } = only(text, "run");
    if (command?.form !== "shell") throw new Error("shell form expected");
    expect(command.script.text).toBe("b   && c");
    const at = command.script.text.indexOf("c");
    expect(text.charAt(command.script.offset(at))).toBe("c");
    const span = command.script.span(0, command.script.text.length);
    expect(text.slice(span.start, span.end)).toBe("b \\\n# note\n  && c");
  });

  it("gives comments their places, inside instructions and above them", () => {
    const file = parseDockerfile("# top\n\n# hadolint ignore=DL3006\nFROM a\nRUN b \\\n  # inner\n  c");
    expect(file.comments.map((one) => one.text)).toEqual(["top", "hadolint ignore=DL3006", "inner"]);
    expect(file.instructions.map((one) => one.leading.map((comment) => comment.text))).toEqual([
      ["hadolint ignore=DL3006"],
      [],
    ]);
    expect(file.instructions[1]?.comments.map((one) => one.text)).toEqual(["inner"]);
  });
});

describe("directives", () => {
  const cases: [text: string, names: string[], escape: string][] = [
    ["# syntax=docker/dockerfile:1\n# escape=`\nFROM a", ["syntax", "escape"], "`"],
    ["#check=skip=all\nFROM a", ["check"], "\\"],
    ["# note\n# escape=`\nFROM a", [], "\\"],
    ["\n# escape=`\nFROM a", [], "\\"],
    ["# unknown=1\n# escape=`\nFROM a", [], "\\"],
    ["# ESCAPE = ` \nFROM a", ["escape"], "`"],
  ];
  it.each(cases)("%j", (text, names, escape) => {
    const file = parseDockerfile(text);
    expect(file.directives.map((one) => one.name)).toEqual(names);
    expect(file.escape).toBe(escape);
  });
});

describe("heredocs", () => {
  const cases: [line: string, shape: [name: string, descriptor: number, expand: boolean, tabs: boolean]][] = [
    ["<<EOF", ["EOF", 0, true, false]],
    ["<<-EOF", ["EOF", 0, true, true]],
    ['<<"EOF"', ["EOF", 0, false, false]],
    ["<<'EOF'", ["EOF", 0, false, false]],
    ["3<<EOF cat", ["EOF", 3, true, false]],
    ["cat << EOF", ["EOF", 0, true, false]],
  ];
  it.each(cases)("RUN %s", (line, shape) => {
    const run = only(`FROM a\nRUN ${line}\nx\nEOF\n`, "run");
    const [heredoc] = run.heredocs;
    expect([heredoc?.name, heredoc?.fileDescriptor, heredoc?.expand, heredoc?.stripTabs]).toEqual(shape);
    expect(heredoc?.body.text).toBe("x\n");
  });

  it("alone is the script, after a command it is the command's input", () => {
    expect(runText("FROM a\nRUN <<-E\n\tone\n\t\ttwo\n\tE\n")).toBe("one\ntwo\n");
    expect(runText("FROM a\nRUN sh <<E\none\nE\n")).toBe("sh <<E\none\nE");
  });

  it("may bring its interpreter", () => {
    const interpreter = (text: string): unknown => {
      const { command } = only(text, "run");
      return command?.form === "heredoc" ? command.interpreter : undefined;
    };
    expect(interpreter("FROM a\nRUN <<E\n#!/usr/bin/env python3\nE")).toBe("/usr/bin/env python3");
    expect(interpreter("FROM a\nRUN <<E\nls\nE")).toBeNull();
  });

  it("are sources of COPY", () => {
    const copy = only("FROM a\nCOPY <<A b /c\nx\nA", "copy");
    expect([
      copy.sources.map((one) => one.text),
      copy.destination?.text,
      copy.heredocs.map((one) => one.body.text),
    ]).toEqual([["b"], "/c", ["x\n"]]);
  });
});

describe("instructions", () => {
  it("FROM", () => {
    const from = only("FROM --platform=$BUILDPLATFORM img AS x", "from");
    expect([from.image?.text, from.platform?.text, from.platform?.dynamic, from.as?.text, from.alias?.text]).toEqual([
      "img",
      "$BUILDPLATFORM",
      true,
      "AS",
      "x",
    ]);
  });

  it("flags with quotes", () => {
    const copy = only('FROM a\nCOPY --from=0 --chown="a:b" --link --exclude=x --exclude=y s d', "copy");
    expect([
      copy.from?.value,
      copy.chown?.value,
      copy.link,
      copy.parents,
      copy.excludes.map((one) => one.text),
    ]).toEqual(["0", "a:b", true, false, ["x", "y"]]);
  });

  const pairs: [rest: string, expected: [string, string | null | undefined, string | null][]][] = [
    [
      "A=1 B=2",
      [
        ["A", "1", "="],
        ["B", "2", "="],
      ],
    ],
    ["A b  c", [["A", "b  c", " "]]],
    [
      'A=b\\ c D=\'e f\' G="h\\"i"',
      [
        ["A", "b c", "="],
        ["D", "e f", "="],
        ["G", 'h"i', "="],
      ],
    ],
    ["A=$B", [["A", null, "="]]],
    ["A='$B'", [["A", "$B", "="]]],
    ["A=", [["A", "", "="]]],
  ];
  it.each(pairs)("ENV %s", (rest, expected) => {
    expect(
      only(`FROM a\nENV ${rest}`, "env").pairs.map((one) => [one.name.text, one.value?.value, one.separator]),
    ).toEqual(expected);
  });

  const exec: [rest: string, words: string[] | null][] = [
    ['["b c"]', ["b c"]],
    ['["a", "b"]  ', ["a", "b"]],
    ['["\\u0041\\n"]', ["A\n"]],
    ["['a']", null],
    ['["a",]', null],
    ['["a"] b', null],
    ["[]", []],
    ["[ -f a ]", null],
  ];
  it.each(exec)("CMD %s", (rest, words) => {
    const { command } = only(`FROM a\nCMD ${rest}`, "cmd");
    expect(command?.form === "exec" ? command.words.map((one) => one.value) : null).toEqual(words);
  });

  it("RUN mounts", () => {
    const [cache, secret, bind] = only(
      "FROM a\nRUN --mount=type=cache,dst=/c,sharing=locked --mount=type=secret,id=s,required --mount=src=x,target=/y,rw ls",
      "run",
    ).mounts;
    expect(cache).toMatchObject({ type: "cache", target: "/c", sharing: "locked", readonly: false });
    expect(secret).toMatchObject({ type: "secret", id: "s", required: true, readonly: true });
    expect(bind).toMatchObject({ type: "bind", source: "x", target: "/y", readonly: false });
  });

  it("EXPOSE, USER, HEALTHCHECK, ONBUILD", () => {
    expect(
      only("FROM a\nEXPOSE 80 8000-8010/UDP $P", "expose").ports.map((one) => [one.from, one.to, one.protocol]),
    ).toEqual([
      [80, 80, "tcp"],
      [8000, 8010, "udp"],
      [null, null, "tcp"],
    ]);
    expect(only("FROM a\nUSER app:1000", "user")).toMatchObject({ owner: "app", group: "1000" });
    expect(only("FROM a\nHEALTHCHECK --interval=5s CMD curl x", "healthcheck")).toMatchObject({
      none: false,
      interval: { value: "5s" },
      command: { form: "shell", script: { text: "curl x" } },
    });
    expect(only("FROM a\nHEALTHCHECK none", "healthcheck")).toMatchObject({ none: true, command: null });
    expect(only("FROM a\nONBUILD COPY . /x", "onbuild").inner).toMatchObject({
      kind: "copy",
      onbuild: true,
      destination: { text: "/x" },
    });
  });
});

describe("errors", () => {
  const cases: [text: string, codes: string[]][] = [
    ["FROM a", []],
    ["", ["empty-file"]],
    ["ARG A", ["no-stage"]],
    ["RUN a\nFROM b", ["instruction-before-from"]],
    ["FROM a\nFOO b\nRUN c", ["unknown-instruction"]],
    ["FROM a b", ["bad-arguments"]],
    ["FROM a AS 1b", ["bad-stage-name"]],
    ["FROM a\nCOPY x", ["missing-arguments"]],
    ["FROM a\nCOPY --form=x a b", ["unknown-flag"]],
    ["FROM a\nCOPY --from=x --from=y a b", ["duplicate-flag"]],
    ["FROM a\nCOPY --link=maybe a b", ["bad-flag"]],
    ["FROM a\nENV A=1 B", ["bad-pair"]],
    ["FROM a\nENV A", ["missing-arguments"]],
    ['FROM a\nCMD ["a", 1]', ["bad-json"]],
    ["FROM a\nRUN --mount=type=x,target=/ ls", ["bad-mount"]],
    ["FROM a\nEXPOSE http", ["bad-port"]],
    ["# escape=x\nFROM a", ["bad-directive"]],
    ["FROM a\nONBUILD FROM b", ["bad-onbuild"]],
    ["FROM a\nCOPY b <<E\nE", ["bad-heredoc"]],
    ["FROM a\nRUN <<E\nls", ["unterminated-heredoc"]],
    ['FROM a\nVOLUME [" "]', ["bad-value"]],
    [`FROM a\nRUN ${"x".repeat(70_000)}`, ["line-too-long"]],
  ];
  it.each(cases.map(([text, codes]): [string, string, string[]] => [text.slice(0, 60), text, codes]))(
    "%j",
    (_name, text, codes) => {
      const file = parseDockerfile(text);
      expect(file.errors.map((one) => one.code)).toEqual(codes);
      for (const { start, end } of file.errors) expect(start >= 0 && start <= end && end <= text.length).toBe(true);
    },
  );
});

const piece = fc.constantFrom(
  ..."FROM a|FROM a AS b|RUN |RUN ls|COPY a b|ENV A=1|# c|# escape=`|#|\\|\\\\|`|\n|\r\n| |\t|<<EOF|<<-'E'|EOF|E|[\"a\"]|[|]|\"|'|--a=b|--mount=type=cache,|HEALTHCHECK CMD |ONBUILD |$A|${A:-|}|=|\0|\ufeff|\ud800|é".split(
    "|",
  ),
);
const dockerfile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(piece, { maxLength: 60 }).map((all) => all.join("")),
  fc.array(piece, { maxLength: 30 }).map((all) => all.join("\n")),
);

describe("any text", () => {
  it("is printed back as it was, in items that do not overlap and leave only white space between them", () => {
    fc.assert(
      fc.property(dockerfile, (text) => {
        const file = parseDockerfile(text);
        expect(printDockerfile(file)).toBe(text);
        let at = 0;
        for (const item of file.items) {
          expect(item.start >= at && item.end >= item.start && item.end <= text.length).toBe(true);
          expect(
            text
              .slice(at, item.start)
              .replace(/^\ufeff/, "")
              .trim(),
          ).toMatch(/^\u0085*$/);
          at = item.end;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("has words that stand where they say", () => {
    fc.assert(
      fc.property(dockerfile, (text) => {
        for (const { keyword, rest, flags, start, end } of parseDockerfile(text).instructions) {
          expect(keyword.start >= start && rest.end <= text.length && end <= text.length).toBe(true);
          if (keyword.end - keyword.start === keyword.text.length)
            expect(text.slice(keyword.start, keyword.end)).toBe(keyword.text);
          if (rest.end - rest.start === rest.text.length) expect(text.slice(rest.start, rest.end)).toBe(rest.text);
          for (const flag of flags) expect(flag.start >= start && flag.end <= text.length).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
