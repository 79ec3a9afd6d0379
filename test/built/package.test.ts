import { expect, test } from "vitest";
import { z } from "zod";
import { rules } from "../../src/rules/all.gen.ts";
import { ruleDocumentName } from "../../src/rules/docs.ts";
import { root, run } from "../run.ts";

test("the package holds what its commands read, and nothing of its making", async () => {
  const { stdout } = await run(["npm", "pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: root });
  const [{ files }] = z.tuple([z.object({ files: z.array(z.object({ path: z.string() })) })]).parse(JSON.parse(stdout));
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(["bin/seaworthy.js", "dist/cli/main.js", "dist/cli/rate-worker.js", "dist/index.d.ts"]),
  );
  // The language server links to them.
  expect(rules.map((rule) => `docs/rules/${ruleDocumentName(rule)}`).filter((page) => !paths.includes(page))).toEqual(
    [],
  );
  expect(paths.filter((path) => /^(src|test|tools|bench|node_modules|examples)\//.test(path))).toEqual([]);
});
