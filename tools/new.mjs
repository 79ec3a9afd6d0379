// npm run new KIND NAME: writes the skeleton of a rule, stack, claim, diagnosis or report and its test, and lists it.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "./setup/run.mjs";
import { readSource, root } from "./source/tree.mjs";
import { placeUnit } from "./new/place.mjs";

const [kind, name, ...rest] = process.argv.slice(2);
if (kind === undefined || name === undefined || rest.length > 0) {
  console.error("usage: npm run new rule|stack|claim|diagnosis|report NAME");
  process.exit(2);
}
const { version } = /** @type {{ version: string }} */ (JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
try {
  for (const [path, text] of placeUnit(kind, name, version, readSource(root))) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    // `wx`: a file that appeared in the meantime is not overwritten.
    writeFileSync(join(root, path), text, { flag: "wx" });
    console.log(`wrote ${path}`);
  }
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(2);
}
const { status } = await run([process.execPath, join(root, "tools/gen.mjs")], { cwd: root });
console.log("Now answer each THINK; npm run check says when nothing is left.");
process.exitCode = status;
