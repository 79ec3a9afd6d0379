// Checks the arrows of the import table, and says where they are broken: `node tools/boundaries.mjs [FOLDER]`.
import { isTest, readSource, root } from "./source/tree.mjs";
import { judge } from "./boundaries/judge.mjs";

const base = process.argv[2] ?? root;
const modules = readSource(base);
const source = modules.filter((module) => !isTest(module.path));
if (source.length === 0) {
  console.error(`No source file below ${base}/src: nothing was checked.`);
  process.exit(2);
}
const breaches = judge(modules);
for (const { path, line, says } of breaches) console.error(`${path}:${line}: ${says}`);
const arrows = source.reduce((sum, module) => sum + module.imports.length, 0);
console.log(`${source.length} files, ${arrows} imports, ${breaches.length} breaches`);
process.exitCode = breaches.length > 0 ? 1 : 0;
