// Rating against hadolint, on the same files in the same run.
//
//   node bench/hadolint.mjs <folder with Dockerfiles> [--hadolint <its program>] [--rounds 3]
//
// Ways of rating a corpus, in turns so that a busy machine slows each alike: one process of hadolint, as it comes and with
// one thread, one process of seaworthy (the built program, its start included), and seaworthy as a library in a process that
// is warm already. Processor time counts, of all threads and children: elapsed time would measure the machine's other work.
// The best round counts.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bundle } from "./bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * @param {string} folder
 * @param {{ readonly hadolint?: string, readonly rounds?: number }} [options]
 */
export async function compare(folder, { hadolint = "hadolint", rounds = 3 } = {}) {
  const paths = readdirSync(folder)
    .map((name) => join(resolve(folder), name))
    .filter((path) => statSync(path).isFile());
  const texts = paths.map((path) => readFileSync(path, "utf8"));
  const rate = await library();
  const once = () => {
    const from = process.cpuUsage();
    for (const text of texts) rate("Dockerfile", text, { profile: "all" });
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1e6;
  };
  const ways = {
    hadolint: () => spent(hadolint, ["-f", "json", ...paths]),
    // Its collector of garbage spends a second core for little: the same without.
    "hadolint, one thread": () => spent(hadolint, ["+RTS", "-N1", "-RTS", "-f", "json", ...paths]),
    program: () =>
      spent(process.execPath, [`${root}bin/seaworthy.js`, ..."rate --format json --profile all".split(" "), ...paths]),
    // Half a second where hadolint takes a minute: what a moment of the machine adds to it is a fifth of it, so the best of five.
    library: () => Math.min(...Array.from({ length: 5 }, once)),
  };
  /** @type {Record<keyof typeof ways, number>} */
  const best = { hadolint: Infinity, "hadolint, one thread": Infinity, program: Infinity, library: Infinity };
  ways.library();
  for (let round = 0; round < rounds; round++)
    for (const [name, run] of Object.entries(ways)) best[name] = Math.min(best[name], run());
  return { files: paths.length, seconds: best };
}

/** Processor seconds of a child. */
function spent(program, args) {
  // GNU and BSD shells agree on `times`: the second line is the children's user and system time.
  const script = '"$@" >/dev/null 2>&1; code=$?; times; exit $code';
  const { stdout, status, error } = spawnSync("/bin/sh", ["-c", script, "sh", program, ...args], {
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  // 1 is a finding: the work was done.
  if (error !== undefined || status === null || status > 1) throw error ?? new Error(`${program} ended with ${status}`);
  const [user = "", system = ""] = (stdout.trim().split("\n").at(-1) ?? "").split(" ");
  return seconds(user) + seconds(system);
}

/** `1m2.345s` in seconds. */
function seconds(time) {
  const found = /^(\d+)m([\d.]+)s$/.exec(time);
  if (found === null) throw new Error(`"${time}" is no time`);
  return Number(found[1]) * 60 + Number(found[2]);
}

async function library() {
  const work = mkdtempSync(join(tmpdir(), "seaworthy-hadolint-"));
  try {
    const outfile = join(work, "rules.mjs");
    await bundle(`${root}src/rules/index.ts`, outfile);
    const { rateText } = await import(pathToFileURL(outfile).href);
    return rateText;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { hadolint: { type: "string" }, rounds: { type: "string", default: "3" } },
  });
  const [folder] = positionals;
  if (folder === undefined)
    throw new Error("usage: node bench/hadolint.mjs <folder with Dockerfiles> [--hadolint <its program>]");
  const { files, seconds: best } = await compare(folder, {
    ...(values.hadolint === undefined ? {} : { hadolint: values.hadolint }),
    rounds: Number(values.rounds),
  });
  for (const [name, time] of Object.entries(best))
    console.log(
      `${name}: ${time.toFixed(2)} s of processor time, ${Math.round(files / time)} files/s, ${(best.hadolint / time).toFixed(1)} x hadolint`,
    );
}
