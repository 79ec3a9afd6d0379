import { spawnSync } from "node:child_process";
import { onCopy } from "./copy.mjs";

/**
 * The whole loop on the backend: once to fill the caches, once measured. The second run's record tells the rest.
 * @param {string} root
 * @returns {Promise<import("./run.mjs").Figure[]>}
 */
export function loopFigures(root) {
  return onCopy(root, async (folder) => {
    const backend = `${folder}/examples/todo/backend`;
    loop(root, backend);
    const { record, wall } = loop(root, backend);
    /** @type {{ seconds: number, engineSeconds: number }[]} */
    const timeline = record.timeline;
    const steps = sum(timeline.map(({ seconds }) => seconds));
    const engine = sum(timeline.map(({ engineSeconds }) => engineSeconds));
    const { comparison } = record;
    /** @type {import("./run.mjs").Figure[]} */
    const figures = [
      {
        name: "whole loop, warm",
        value: wall,
        unit: " s",
        limit: 20,
        how: "seaworthy examples/todo/backend, process start included",
      },
      {
        name: "own time",
        value: steps - engine,
        unit: " s",
        limit: 1,
        how: `${steps.toFixed(1)} s of steps less ${engine.toFixed(1)} s of engine commands`,
      },
    ];
    if (comparison !== null) {
      const how = `${mib(comparison.multi.bytes)} against ${mib(comparison.single.bytes)}`;
      figures.push({ name: "image against single-stage", value: comparison.ratio, unit: "x", limit: 0.25, how });
    }
    return figures;
  });
}

/**
 * @param {string} root
 * @param {string} path
 */
function loop(root, path) {
  const began = performance.now();
  const args = [`${root}/bin/seaworthy.js`, path, "--yes", "--json", "--quiet"];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 2 ** 28 });
  const wall = (performance.now() - began) / 1000;
  if (status !== 0)
    throw new Error(`the loop ended with ${status}: ${stderr.trim().split("\n").slice(0, 3).join(" | ")}`);
  return { record: JSON.parse(stdout).services[0].record, wall };
}

/** @param {readonly number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

/** @param {number} bytes */
function mib(bytes) {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}
