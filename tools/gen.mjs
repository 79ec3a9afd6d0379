// Writes the lists of units, their pages and the JSON schemas: `node tools/gen.mjs [--check]`.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { differences, generate } from "./gen/generate.mjs";
import { root } from "./source/tree.mjs";

const files = await generate(root);
const { stale, surplus } = differences(root, files);

if (process.argv.includes("--check")) {
  for (const path of stale) console.error(`${path} is stale: npm run gen`);
  for (const path of surplus) console.error(`${path} is written by nothing: npm run gen removes it`);
  process.exitCode = stale.length + surplus.length > 0 ? 1 : 0;
} else {
  for (const path of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), files.get(path) ?? "");
  }
  for (const path of surplus) rmSync(join(root, path));
}
console.log(`${files.size} generated files, ${stale.length} stale, ${surplus.length} to remove`);
