import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collectAll } from "./collect.ts";
import { plainCommands } from "./plain.ts";

const locate = (start: number, end: number): { start: number; end: number } => ({ start, end });

describe("a plain script", () => {
  it.each([
    "apt-get update && apt-get install -y --no-install-recommends curl ; rm -rf /var/lib/apt/lists/*",
    "A=1 B+='x y' npm ci 2>&1 >/dev/null | tee \"$LOG\" & wait",
    "echo ${HOME}/bin:$PATH >> f ;",
    "  ",
  ])("%s is read without the other parser", (script) => {
    expect(plainCommands(script, locate)).toEqual(collectAll(script, locate).commands);
  });

  it.each([
    "a $(b)",
    "a \\b",
    "(a)",
    "if a",
    "export A=b",
    "a << E",
    "a &&",
    "a ;; b",
    "'a",
    "a\nb",
    "[ a ]",
    "a >&",
    "! a",
  ])("%s is none", (script) => expect(plainCommands(script, locate)).toBeNull());

  it("is read as the parser of the whole language reads it", () => {
    const piece = fc.constantFrom(
      ..."a|b=|A=1 |&&| && |;|&| & |$A|${A}|$|'|\"|'x y'|\"x $A\"|*|?|~|2>&1|>|<|>x|1|-|+=|@|:|/|%|if |export |in|time |let |.|&>|!|#|[|]| |\t".split(
        "|",
      ),
      "|",
      "||",
    );
    const script = fc.array(piece, { maxLength: 14 }).map((all) => all.join(""));
    let plain = 0;
    fc.assert(
      fc.property(script, (text) => {
        const commands = plainCommands(text, locate);
        if (commands === null) return;
        plain++;
        expect(collectAll(text, locate)).toEqual({ commands, functions: [], errors: [] });
      }),
      { numRuns: 4000 },
    );
    expect(plain).toBeGreaterThan(200);
  });
});
