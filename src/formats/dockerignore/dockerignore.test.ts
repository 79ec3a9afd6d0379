import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainIgnore, ignores, parseDockerignore } from "./index.ts";

describe("what a .dockerignore leaves out", () => {
  const cases: [file: string, out: string[], stays: string[]][] = [
    ["node_modules", ["node_modules", "node_modules/a/b.js"], ["src/node_modules", "node_modules2"]],
    ["/node_modules/", ["node_modules/a"], ["src/node_modules"]],
    ["**/node_modules", ["node_modules", "a/b/node_modules/c"], ["a/xnode_modules"]],
    ["**foo", ["xfoo", "a/b/xfoo"], ["foox"]],
    ["*.md", ["README.md"], ["docs/a.md", "README.mdx"]],
    ["**/*.md", ["README.md", "a/b/c.md"], ["a/b/c.mdx"]],
    ["docs/**", ["docs/a", "docs/a/b"], ["docs", "docs2/a"]],
    ["a/**/z", ["a/z", "a/b/c/z", "a/z/x"], ["z", "ab/z"]],
    ["a?c", ["abc"], ["a/c", "ac"]],
    ["[a-c].txt", ["b.txt"], ["d.txt"]],
    ["[^a-c].txt", ["d.txt"], ["b.txt"]],
    ["*\n!keep", ["a", "b/keep"], ["keep", "keep/x"]],
    ["*\n!src\nsrc/*.log", ["src/a.log", "x"], ["src/a.ts"]],
    ["!a\na", ["a"], ["b"]],
    ["a\n!a/b\na", [], ["a/b"]],
    ["# comment\n #file", ["#file"], ["# comment", "comment"]],
    ["  a  ", ["a"], []],
    ["a/../b/./c", ["b/c"], ["a", "a/b/c"]],
    ["\ufeffa", ["a"], []],
    ["a\\*b", ["a*b"], ["axb"]],
    ["a.b", ["a.b"], ["axb"]],
    ["**", ["a", "a/b"], []],
    [".", [], ["a"]],
    ["*?**/?", ["abc", "ab/c"], ["a"]],
    ["*\n/!a", ["b"], ["a"]],
    ["/** /.", ["a"], []],
    ["", [], ["a"]],
  ];
  it.each(cases)("%j", (text, out, stays) => {
    const file = parseDockerignore(text);
    expect(file.errors).toEqual([]);
    expect([...out, ...stays].filter((path) => ignores(file, path))).toEqual(out);
  });

  it.each([["!"], ["[a"], ["a\\"], ["[]a]"], ["[b-a]"], ["a\n! "]])("refuses %j, with the place", (text) => {
    const [error] = parseDockerignore(text).errors;
    expect(error?.code).toBe("bad-pattern");
    expect(text.slice(error?.start, error?.end)).toBe(text.split("\n").at(-1)?.trim());
  });

  it("tells which pattern decided", () => {
    const file = parseDockerignore("*\n!src\nsrc/*.log\n");
    const by = (path: string): string | undefined => {
      const { by: pattern } = explainIgnore(file, path);
      return pattern === null ? undefined : file.text.slice(pattern.start, pattern.end);
    };
    expect([by("a"), by("src/a.ts"), by("src/a.log")]).toEqual(["*", "!src", "src/*.log"]);
    expect(explainIgnore(parseDockerignore("b"), "a")).toEqual({ ignored: false, by: null });
  });

  it("never throws", () => {
    const piece = fc.constantFrom("*", "**", "/", "!", "?", "[", "]", "^", "-", "a", ".", "..", "\\", "\n", " ", "#");
    const text = fc.oneof(
      fc.string(),
      fc.array(piece).map((all) => all.join("")),
    );
    fc.assert(fc.property(text, text, (patterns, path) => void explainIgnore(parseDockerignore(patterns), path)));
  });

  it("answers in bounded time for patterns that make regular expressions explode", () => {
    const file = parseDockerignore(`${"**/a*".repeat(60)}b`);
    expect(ignores(file, "a/".repeat(200))).toBe(false);
  });
});
