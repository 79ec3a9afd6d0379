// Fails where a regular expression of src/ can take more than linear time on some input: `node tools/regex.mjs [FOLDER]`.
import { judgePatterns } from "./regex/judge.mjs";
import { allowed } from "./regex/allowed.mjs";
import { isTest, readSource, root } from "./source/tree.mjs";

const base = process.argv[2] ?? root;
const modules = readSource(base).filter((module) => !isTest(module.path));
const count = modules.reduce((sum, module) => sum + module.patterns.length, 0);
if (count === 0) {
  console.error(`No regular expression below ${base}/src: nothing was checked.`);
  process.exit(2);
}
const problems = judgePatterns(modules, base === root ? allowed : []);
for (const problem of problems) console.error(problem);
console.log(`${count} regular expressions, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
