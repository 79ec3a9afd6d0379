// Real Dockerfiles put out of shape: nothing may throw, hang, lose a byte, or be fixed into something worse.
//
//   node bench/mutate.mjs <folder with Dockerfiles> [--count 100000] [--from 0] [--keep <folder for what fails>]
//
// A mutant is known by its number: `--from N --count 1` makes the same one again from the same folder. A thread does the work
// and is watched: what is not done within half a minute is a hang. Exits 1 where something does not hold.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { bundle } from "./bundle.mjs";

/** Milliseconds that one mutant may take: a busy machine stretches them, a hang outlasts them. */
const patience = 30_000;

if (isMainThread) await watch();
else await work(workerData);

async function watch() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      count: { type: "string", default: "100000" },
      from: { type: "string", default: "0" },
      keep: { type: "string" },
    },
  });
  const [folder] = positionals;
  if (folder === undefined)
    throw new Error("usage: node bench/mutate.mjs <folder with Dockerfiles> [--count N] [--from N]");
  const from = Number(values.from);
  const until = from + Number(values.count);
  const temporary = mkdtempSync(join(tmpdir(), "seaworthy-mutate-"));
  try {
    const program = join(temporary, "mutants.mjs");
    await bundle(join(import.meta.dirname, "../test/contract/mutants.ts"), program);
    const began = process.cpuUsage();
    const kinds = new Map();
    const keep = (number, text, faults) => {
      for (const fault of faults) kinds.set(kindOf(fault), [...(kinds.get(kindOf(fault)) ?? []), number]);
      console.log(`${number}: ${faults.join("; ")}`);
      if (values.keep === undefined) return;
      mkdirSync(values.keep, { recursive: true });
      writeFileSync(join(values.keep, String(number)), text);
    };
    let next = from;
    while (next < until) next = await stretch({ program, folder, from: next, until }, keep);
    const { user, system } = process.cpuUsage(began);
    const failures = [...kinds.values()].flat().length;
    console.log(
      `${until - from} mutants, ${((user + system) / 6e7).toFixed(1)} minutes of processor time, ${failures} faults`,
    );
    for (const [kind, numbers] of [...kinds].sort((a, b) => b[1].length - a[1].length))
      console.log(`  ${numbers.length} x ${kind}: ${numbers.slice(0, 5).join(", ")}`);
    process.exitCode = failures === 0 ? 0 : 1;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The same fault in another file is the same kind. */
function kindOf(fault) {
  return fault.split("\n")[0].replace(/\d+/g, "N");
}

/** Runs mutants until the end or a hang; answers the number to go on with. */
function stretch(task, keep) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: task });
    let at = task.from;
    let timer = setTimeout(hung, patience * 2);
    function hung() {
      void worker.terminate();
      keep(at, "", [`not done after ${patience / 1000} s`]);
      resolve(at + 1);
    }
    worker.on("message", ({ number, text, faults }) => {
      clearTimeout(timer);
      timer = setTimeout(hung, patience);
      at = number + 1;
      if (faults !== undefined) keep(number, text, faults);
      if (at % 5000 === 0) console.error(`${at} of ${task.until}`);
      if (at < task.until) return;
      clearTimeout(timer);
      resolve(at);
    });
    worker.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

async function work({ program, folder, from, until }) {
  const { mutant, faultsOf } = await import(pathToFileURL(program).href);
  const texts = readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, "utf8"));
  for (let number = from; number < until; number++) {
    const text = mutant(texts, number);
    const faults = faultsOf(text);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
    parentPort.postMessage(faults.length === 0 ? { number } : { number, text, faults });
  }
}
