import { spawnSync } from "node:child_process";
import { accessSync } from "node:fs";

const rounds = 15;

/**
 * Process start to end, against bare Node, in turns so that a busy machine slows each alike. The median of the ratios.
 * @param {string} root
 * @returns {Promise<import("./run.mjs").Figure[]>}
 */
export async function startupFigures(root) {
  const program = `${root}/bin/seaworthy.js`;
  // Node ends with 1 too where there is no such file, in no time.
  accessSync(program);
  /** @type {readonly (readonly [string, readonly string[]])[]} */
  const commands = [
    ["seaworthy --help", [program, "--help"]],
    ["seaworthy rate of one file", [program, "rate", `${root}/examples/todo-before/backend/Dockerfile`]],
  ];
  return commands.map(([name, args]) => {
    const ratios = [];
    const times = [];
    for (let round = -2; round < rounds; round += 1) {
      const bare = seconds(["-e", "0"]);
      const own = seconds(args);
      // The first rounds fill the caches.
      if (round < 0) continue;
      ratios.push(own / bare);
      times.push(own);
    }
    const how = `${(median(times) * 1000).toFixed(0)} ms, against node -e 0, median of ${rounds} pairs`;
    return { name, value: median(ratios), unit: "x", limit: 2.5, how };
  });
}

/** @param {readonly string[]} args */
function seconds(args) {
  const began = performance.now();
  const { status, error } = spawnSync(process.execPath, args, { stdio: "ignore" });
  // 1 is a finding: the work was done.
  if (error !== undefined || (status ?? 2) > 1) throw error ?? new Error(`node ${args.join(" ")} ended with ${status}`);
  return (performance.now() - began) / 1000;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
