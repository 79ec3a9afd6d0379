// npm test: sets up what the tests need, runs all of them, and ends with one line `N passed, N failed, N skipped`.
// `--unit` runs only what needs no container engine and no example, `--engine` only what needs an engine.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { needNode } from "./setup/node-version.mjs";
import { setUp } from "./setup/setup.mjs";
import { finders } from "./test/needs.mjs";
import { summary } from "./test/results.mjs";
import { runSuite, suites, versionOf } from "./test/suites.mjs";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
needNode("20.19", "the test runner");
const options = process.argv.slice(2);
const unknown = options.find((option) => !["--unit", "--engine", "--examples"].includes(option));
if (unknown !== undefined) {
  console.error(`error: ${unknown} is no option: --unit, --examples and --engine run a part, none runs all`);
  process.exit(2);
}

/** @type {import("./test/results.mjs").Result[]} */
const results = [];
if (await setUp(root)) {
  const chosen = suites.filter(({ part }) => options.length === 0 || options.includes(`--${part}`));
  const wanted = new Set(chosen.flatMap((suite) => [...suite.needs, ...(suite.wants ?? [])]));
  /** @type {Record<string, import("./test/needs.mjs").Need>} */
  const found = {};
  for (const need of wanted) found[need] = await finders[need](root);
  const missing = Object.fromEntries(Object.entries(found).map(([need, one]) => [need, one.missing]));

  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined };
  const uv = found["uv"]?.path ?? null;
  if (uv !== null) env["PATH"] = `${dirname(uv)}:${env["PATH"] ?? ""}`;
  const chromium = found["chromium"]?.path ?? null;
  if (chromium !== null) env["CHROMIUM"] = chromium;

  console.log(`\n${versionOf(root)}, Node ${process.versions.node}, ${process.platform}`);
  for (const suite of chosen) {
    console.log(`\n== ${suite.name}`);
    const began = performance.now();
    const here = await runSuite(suite, root, env, missing);
    results.push(...here);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`== ${suite.name}: ${summary(here).at(-1)} in ${seconds} s`);
  }
} else {
  results.push({ name: "set-up", state: "failed", because: "it did not work, so nothing was run" });
}
console.log("");
for (const line of summary(results)) console.log(line);
process.exitCode =
  results.some(({ state }) => state === "failed") || results.every(({ state }) => state !== "passed") ? 1 : 0;
