import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, run } from "../run.ts";

const readme = readFileSync(join(root, "README.md"), "utf8");

/** The block of the README that begins with a line; `…` stands for lines that it leaves out. */
function block(first: string): readonly string[] {
  const from = readme.indexOf(`\`\`\`text\n${first}\n`);
  expect(from, first).toBeGreaterThan(-1);
  return readme
    .slice(readme.indexOf("\n", from) + 1, readme.indexOf("\n```\n", from))
    .split("\n")
    .filter((line) => line.trim() !== "" && line.trim() !== "…");
}

/** The lines of a text that come one after another in another; the first that does not is the answer. */
function missing(lines: readonly string[], from: string): string | undefined {
  const said = from.split("\n").values();
  return lines.find((line) => {
    for (const one of said) if (one === line) return false;
    return true;
  });
}

test("what the README shows of a rating is what the program prints", async () => {
  const file = "examples/todo-before/backend/Dockerfile";
  const env = { ...process.env, COLUMNS: "100", NO_COLOR: "1" };
  const { stdout } = await run([process.execPath, "bin/seaworthy.js", "rate", file], { cwd: root, env });
  expect(missing(block(file), stdout)).toBeUndefined();
  expect(missing(block(file).toReversed(), stdout)).toBeDefined();
});
