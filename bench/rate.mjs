// How fast Dockerfiles are rated, and how the scores of a corpus spread.
//
//   node bench/rate.mjs <folder with Dockerfiles> [--profile default|strict|all] [--rules] [--only <regular expression of file names>]
//   node bench/rate.mjs --large [--only <regular expression of shapes>]
//   node bench/rate.mjs --growth [--only <regular expression of shapes>]
//
// The files lie in one folder; `owner+repository+path` as a name lets the table count repositories. The figure is one
// process on one core: each file is parsed and rated anew in every round.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { bundle } from "./bundle.mjs";
import { growth, large } from "./large.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    profile: { type: "string", default: "all" },
    rules: { type: "boolean" },
    only: { type: "string" },
    large: { type: "boolean" },
    again: { type: "boolean" },
    growth: { type: "boolean" },
  },
});
const [folder] = positionals;
if (folder === undefined && !values.large && !values.growth)
  throw new Error("usage: node bench/rate.mjs <folder with Dockerfiles>");
const only = values.only === undefined ? null : new RegExp(values.only);
const work = mkdtempSync(join(tmpdir(), "seaworthy-rate-"));
try {
  const outfile = join(work, "rules.mjs");
  const entry = join(import.meta.dirname, "../src/rules/index.ts");
  await bundle(entry, outfile);
  const program = await import(pathToFileURL(outfile).href);
  if (values.large) {
    const slow = large(program, only);
    if (!values.again) slow.forEach(readAgain);
  } else if (values.growth) growth(program, only);
  else run(program);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** In a process of its own, as one file is rated, without what hundreds of other shapes have left on the heap. */
function readAgain(shape) {
  const itself = `^${shape.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`;
  const args = [import.meta.filename, "--large", "--again", "--only", itself];
  console.log(`by itself, ${execFileSync(process.execPath, args, { encoding: "utf8" }).trimEnd()}`);
}

function run({ rateText, rules }) {
  const files = readdirSync(folder)
    .filter((name) => only === null || only.test(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
  const options = { profile: values.profile };
  // Slices are timed by themselves and the best of ten rounds counts, so that what else the machine does counts less.
  const slices = Array.from({ length: Math.ceil(files.length / 100) }, (_, index) =>
    files.slice(index * 100, (index + 1) * 100),
  );
  const best = slices.map(() => Infinity);
  const shortest = slices.map(() => Infinity);
  const heap = [];
  const rounds = 10;
  const ratings = [];
  for (let round = 0; round < rounds; round++) {
    slices.forEach((slice, index) => {
      const from = process.cpuUsage();
      const began = performance.now();
      const rated = slice.map(({ text }) => rateText("Dockerfile", text, options));
      const { user, system } = process.cpuUsage(from);
      best[index] = Math.min(best[index], (user + system) / 1e6);
      shortest[index] = Math.min(shortest[index], (performance.now() - began) / 1e3);
      if (round === 0) ratings.push(...rated);
    });
    // A collection that is forced throws compiled code away with the garbage: it would be the next round's work.
    if (round === 0 || round === rounds - 1) heap.push(heapInUse());
  }
  const seconds = best.reduce((sum, one) => sum + one, 0);
  const elapsed = shortest.reduce((sum, one) => sum + one, 0);
  const repositories = new Set(files.map(({ path }) => path.slice(folder.length).split("+").slice(0, 2).join("+")));
  const parsed = ratings.filter((rating) => rating.scores !== null);
  console.log(
    `${files.length} files of ${repositories.size} repositories, ${rules.length} rules, profile ${values.profile}`,
  );
  console.log(
    `${Math.round(files.length / seconds)} files/s of processor time, ${((seconds / files.length) * 1e6).toFixed(0)} us a file`,
  );
  console.log(`${Math.round(files.length / elapsed)} files/s of the clock`);
  console.log(
    `heap after collection: ${heap[0].toFixed(1)} MB at ${100 / rounds} %, ${heap.at(-1).toFixed(1)} MB at 100 % of ${rounds} rounds`,
  );
  console.log(
    `${files.length - parsed.length} files that no builder accepts; ${broken(ratings)} rules failed on a file`,
  );
  console.log(
    `\n| score | ${["mean", "p10", "p25", "p50", "p75", "p90"].join(" | ")} | 10 | 0 |\n|---|---|---|---|---|---|---|---|---|`,
  );
  for (const dimension of Object.keys(parsed[0]?.scores ?? {}))
    console.log(
      row(
        dimension,
        parsed.map((rating) => rating.scores[dimension]),
      ),
    );
  if (values.rules) table(ratings, rules);
}

/** MB that are still in use when all garbage is gone. */
function heapInUse() {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed / 1e6;
}

function broken(ratings) {
  return ratings.flatMap((rating) => rating.findings).filter((finding) => finding.rule === "SW0000").length;
}

function row(name, scores) {
  scores.sort((a, b) => a - b);
  const at = (share) => scores[Math.min(scores.length - 1, Math.floor(scores.length * share))].toFixed(1);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const share = (score) => `${((100 * scores.filter((one) => one === score).length) / scores.length).toFixed(0)} %`;
  return `| ${name} | ${mean.toFixed(1)} | ${[0.1, 0.25, 0.5, 0.75, 0.9].map(at).join(" | ")} | ${share(10)} | ${share(0)} |`;
}

function table(ratings, rules) {
  console.log("\n| rule | findings | files | cost a file |\n|---|---|---|---|");
  for (const { id, slug } of rules) {
    const found = ratings.map((rating) => rating.findings.filter((finding) => finding.rule === id));
    const cost = found.flat().reduce((sum, finding) => sum + finding.cost, 0) / ratings.length;
    console.log(
      `| ${id} ${slug} | ${found.flat().length} | ${found.filter((one) => one.length > 0).length} | ${cost.toFixed(2)} |`,
    );
  }
}
