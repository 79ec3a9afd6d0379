import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { rateResultSchema } from "../../src/rules/schema.ts";
import { root, run } from "../run.ts";

let folder = "";

/** A project that has the package installed. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "consumer-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/seaworthy"));
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a module that imports the package, and answers what it printed as JSON. */
function evaluated(source: string): unknown {
  writeFileSync(join(folder, "main.mjs"), source);
  return JSON.parse(execFileSync(process.execPath, ["main.mjs"], { cwd: folder, encoding: "utf8" }));
}

const rated = (call: string): unknown =>
  evaluated(`import { fix, rate, readConfig } from "seaworthy"; console.log(JSON.stringify(${call}))`);

describe("the library", () => {
  test("rates a text in memory, in the published form", () => {
    const schema = rateResultSchema(z).shape.files.element.strict();
    const file = schema.parse(rated(`rate("FROM python\\nCMD a\\n")`));
    expect(file.path).toBe("Dockerfile");
    expect(file.scores?.reproducibility).toBeLessThan(10);
    expect(file.findings[0]).toMatchObject({ rule: "SW1001", line: 1, column: 6, endLine: 1, endColumn: 12 });
    expect(schema.safeParse({ ...file, findings: [{ ...file.findings[0], line: 0 }] }).success).toBe(false);
  });

  test.each([
    { call: `rate("services: {a: {image: b, privileged: true}}", { path: "x/compose.yaml" })`, rule: "SW9601" },
    { call: `rate("FROM python\\n", { profile: "all" })`, rule: "SW1003" },
    {
      call: `rate("FROM a:1\\nCOPY b /b\\n", { repository: { files: ["c"], dockerignore: null, service: null } })`,
      rule: "SW9001",
    },
    { call: `rate("FROM python\\n", readConfig("seaworthy.toml", '[rate]\\nprofile = "all"'))`, rule: "SW1003" },
  ])("$call finds $rule, and only so", ({ call, rule }) => {
    const rules = (value: unknown): readonly string[] =>
      z
        .object({ findings: z.array(z.object({ rule: z.string() })) })
        .parse(value)
        .findings.map((one) => one.rule);
    expect(rules(rated(call))).toContain(rule);
    expect(rules(rated(call.replace(/, (\{.*\}|readConfig\(.*\))\)$/, ")")))).not.toContain(rule);
  });

  test("fixes a text in memory", () => {
    const fixed = rated(`fix("FROM debian:13\\nADD a.py /\\nUSER 1\\n")`);
    expect(fixed).toMatchObject({
      text: "FROM debian:13\nCOPY a.py /\nUSER 1\n",
      applied: [{ kind: "safe", line: 2 }],
    });
  });

  test("says why a text has no scores", () => {
    expect(rated(`rate("FORM a")`)).toMatchObject({
      parsed: false,
      scores: null,
      reason: expect.stringMatching(/^line 1/),
    });
  });

  test("has types: right calls hold, wrong ones do not", async () => {
    writeFileSync(
      join(folder, "right.ts"),
      `import { rate, type RatedText } from "seaworthy";
const file: RatedText = rate("FROM a", { profile: "strict", config: { off: ["SW1001"] } });
const score: number | undefined = file.scores?.["security"];
console.log(score, file.findings.map(({ rule, fix }) => rule + (fix?.edits[0]?.text ?? "")));
`,
    );
    writeFileSync(
      join(folder, "wrong.ts"),
      `import { rate } from "seaworthy";\nrate("FROM a", { profile: "stict" });\n`,
    );
    const tsc = (file: string) =>
      run(
        [
          process.execPath,
          join(root, "node_modules/typescript/bin/tsc"),
          ..."--ignoreConfig --noEmit --strict --module nodenext --target es2023 --skipLibCheck --types node".split(
            " ",
          ),
          "--typeRoots",
          join(root, "node_modules/@types"),
          file,
        ],
        { cwd: folder },
      );
    expect(await tsc("right.ts")).toMatchObject({ stdout: "", exitCode: 0 });
    expect((await tsc("wrong.ts")).stdout).toContain("stict");
  });
});
