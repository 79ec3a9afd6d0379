// npm start: sets up a fresh clone and containerizes, runs and proves examples/todo, or the paths and options given.
// Only Node's own modules may be imported here: nothing else is installed yet.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { needNode } from "./setup/node-version.mjs";
import { run } from "./setup/run.mjs";
import { setUp } from "./setup/setup.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
needNode("20.10", "seaworthy");
if (await setUp(root)) {
  const given = process.argv.slice(2);
  const args = given.length > 0 ? given : ["--yes", "examples/todo"];
  process.exitCode = (await run([process.execPath, join(root, "bin/seaworthy.js"), ...args], { cwd: root })).status;
} else {
  console.error("error: the set-up did not work, so nothing was run");
  console.error("  do: mend what is said above, and run the same command again: what worked is not done twice");
  process.exitCode = 2;
}
