// npm run check: everything that must hold before a change is handed on. Each step prints its name and time; a failed
// step does not stop the others, so that one run tells all. `npm run check -- lint types` runs only the steps named.
import { join } from "node:path";
import { run } from "./setup/run.mjs";
import { buildDist } from "./setup/setup.mjs";
import { root } from "./source/tree.mjs";

/** @param {string} path @param {readonly string[]} args */
const node = (path, ...args) => [process.execPath, join(root, path), ...args];
const bin = (/** @type {string} */ name) => join(root, "node_modules/.bin", name);

/** @type {readonly (readonly [string, readonly string[] | (() => Promise<boolean>)])[]} */
const steps = [
  ["generated", node("tools/gen.mjs", "--check")],
  ["format", [bin("oxfmt"), "--check"]],
  ["lint", [bin("oxlint"), "--deny-warnings"]],
  ["types", [bin("tsc"), "-p", "."]],
  ["types-of-tools", [bin("tsc"), "-p", "tools"]],
  ["boundaries", node("tools/boundaries.mjs")],
  ["regex", node("tools/regex.mjs")],
  ["unused", [bin("knip"), "--no-progress"]],
  [
    "unit",
    [
      bin("vitest"),
      "run",
      ...["pure", "outside", "contract", "house"].flatMap((one) => ["--project", one]),
      "--reporter=dot",
    ],
  ],
  ["build", () => buildDist(root)],
  ["built", [bin("vitest"), "run", "--project", "built", "--reporter=dot"]],
  ["package", [bin("publint"), "--strict"]],
];

const asked = process.argv.slice(2);
const unknown = asked.find((name) => steps.every(([step]) => step !== name));
if (unknown !== undefined) {
  console.error(`error: ${unknown} is no step; the steps are ${steps.map(([name]) => name).join(", ")}`);
  process.exit(2);
}

/** @type {string[]} */
const failed = [];
for (const [name, work] of steps.filter(([step]) => asked.length === 0 || asked.includes(step))) {
  const began = performance.now();
  const { ok, output } = await perform(work);
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
  console.log(`${ok ? "ok    " : "FAILED"} ${name.padEnd(15)}${seconds} s`);
  if (ok) continue;
  failed.push(name);
  console.log(output.trimEnd().replaceAll(/^/gm, "       "));
}
console.log(failed.length === 0 ? "all steps hold" : `failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** @param {readonly string[] | (() => Promise<boolean>)} work */
async function perform(work) {
  if (typeof work === "function") return { ok: await work(), output: "" };
  const { status, output } = await run(work, { cwd: root, quiet: true, env: { ...process.env, NO_COLOR: "1" } });
  return { ok: status === 0, output };
}
