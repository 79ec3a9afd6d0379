// npm run bench: the figures that are promised, each with its limit. `--save` writes them to bench/results/; `--corpus <folder>` has Dockerfiles for the rating.
// Ratios within one run are worth more than seconds: the machine is named with them.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { imageFigures } from "./image.mjs";
import { inspectFigures } from "./inspect.mjs";
import { loopFigures } from "./loop.mjs";
import { reportFigures } from "./report.mjs";
import { ratingFigures } from "./rating.mjs";
import { rebuildFigure } from "./rebuild.mjs";
import { startupFigures } from "./startup.mjs";

/**
 * @typedef {object} Figure
 * @property {string} name
 * @property {number} value
 * @property {string} unit
 * @property {number | null} limit at most; null where nothing is promised
 * @property {string} how
 */

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const parts = {
  startup: startupFigures,
  loop: loopFigures,
  rebuild: rebuildFigure,
  image: imageFigures,
  inspect: inspectFigures,
  report: reportFigures,
  rating: ratingFigures,
};
const { values: given, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    save: { type: "boolean" },
    corpus: { type: "string" },
    hadolint: { type: "string" },
    dive: { type: "string" },
  },
});
const unknown = asked.find((name) => !(name in parts));
if (unknown !== undefined) {
  console.error(
    `error: ${unknown} is no part; the parts are ${Object.keys(parts).join(", ")}, --save keeps the figures, rating needs --corpus <folder> [--hadolint <program>], and inspect takes --dive <program>`,
  );
  process.exit(2);
}

const machine = {
  cpu: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.versions.node,
  engine: engineVersion(),
};
console.log(
  `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB; Node ${machine.node}; ${machine.engine}`,
);

/** @type {Figure[]} */
const figures = [];
for (const [name, measure] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  if (asked.length === 0 && name === "rating" && given.corpus === undefined) {
    console.log("not run: rating, which needs --corpus <folder with Dockerfiles> and hadolint");
    continue;
  }
  try {
    for (const figure of await measure(root, given)) {
      figures.push(figure);
      console.log(line(figure));
    }
  } catch (error) {
    process.exitCode = 1;
    console.error(`${name}: could not be measured: ${error instanceof Error ? error.message : String(error)}`);
  }
}
if (figures.some(({ value, limit }) => limit !== null && value > limit)) process.exitCode = 1;
if (given.save === true) {
  const folder = `${root}/bench/results`;
  mkdirSync(folder, { recursive: true });
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(`${folder}/${date}.json`, `${JSON.stringify({ date, machine, figures }, null, 2)}\n`);
  console.log(`saved bench/results/${date}.json`);
}

/** @param {Figure} figure */
function line({ name, value, unit, limit, how }) {
  const verdict = limit === null ? "     " : value <= limit ? "ok   " : "OVER ";
  const said = `${value.toFixed(2)}${unit}`.padStart(9);
  return `${verdict}${said}  ${limit === null ? "" : `(at most ${limit}${unit})`.padEnd(16)} ${name}: ${how}`;
}

function engineVersion() {
  try {
    const told = execFileSync(process.execPath, [`${root}/bin/seaworthy.js`, "engine", "status", "--json"], {
      encoding: "utf8",
    });
    const { engine } = JSON.parse(told);
    return engine === null ? "no engine" : `${engine.kind} ${engine.serverVersion}, ${engine.builder}`;
  } catch {
    return "no engine";
  }
}
