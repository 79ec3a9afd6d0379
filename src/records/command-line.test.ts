import fc from "fast-check";
import { expect, test } from "vitest";
import { splitCommand, typedCommand } from "./command-line.ts";

test.each([
  { argv: ["docker", "build", "-t", "a:latest", "."], typed: "docker build -t a:latest ." },
  { argv: ["docker", "run", "-e", "URL=http://b:80/x"], typed: "docker run -e URL=http://b:80/x" },
  { argv: ["ls", "it's a $HOME"], typed: "ls 'it'\\''s a $HOME'" },
  { argv: ["curl", "http://a/?q=1"], typed: "curl 'http://a/?q=1'" },
  { argv: ["x", ""], typed: "x ''" },
])("$argv is typed as $typed", ({ argv, typed }) => {
  expect(typedCommand(argv)).toBe(typed);
});

test("what is typed splits into the same argv, whatever it holds", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1 }), (argv) => {
      expect(splitCommand(typedCommand(argv))).toEqual(argv);
    }),
  );
});

test.each([
  "curl a | sh",
  "rm x; ls",
  "echo $HOME",
  "echo `id`",
  "a && b",
  "a > f",
  "ls *",
  "'open",
  "a\nb",
  'echo "$(id)"',
  "",
  "   ",
  "a \\",
  "~/x",
  "# note",
])("a command that needs a shell is refused: %j", (command) => {
  expect(splitCommand(command)).toBeNull();
});
