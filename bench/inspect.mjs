import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { realArchive, smallFiles } from "./image-archive.mjs";
import { median } from "./startup.mjs";

const rounds = 5;
const size = { entries: 35_000, bytes: 1_200_000_000, layers: 9 };

/**
 * `inspect` of a large archive against reading it once through SHA-256, in turns; its memory; and how both grow.
 * @param {string} root
 * @param {{ readonly dive?: string | undefined }} given `dive`: the program to be faster than, where there is one
 * @returns {Promise<import("./run.mjs").Figure[]>}
 */
export async function inspectFigures(root, given) {
  const folder = mkdtempSync(join(tmpdir(), "seaworthy-bench-inspect-"));
  try {
    const archive = realArchive(folder, size);
    const megabytes = Math.round(statSync(archive).size / 1e6);
    const told = JSON.parse(
      execFileSync(process.execPath, [`${root}/bin/seaworthy.js`, "inspect", archive, "--json", "--no-secrets"], {
        encoding: "utf8",
        maxBuffer: 1 << 30,
      }),
    );
    const entries = told.layers.reduce(
      (/** @type {number} */ sum, /** @type {{ files: number }} */ one) => sum + one.files,
      0,
    );
    const what = `${megabytes} MB, ${entries} files in ${told.layers.length} layers, ${told.packages.length} packages`;
    const floor = [];
    const own = [];
    const searched = [];
    for (let round = -1; round < rounds; round += 1) {
      const times = [hash(archive), inspect(root, archive, ["--no-secrets"]), inspect(root, archive, [])];
      if (round < 0) continue; // fills the caches
      const [first, second, third] = times;
      if (first === undefined || second === undefined || third === undefined) continue;
      floor.push(first.seconds);
      own.push(second);
      searched.push(third);
    }
    const ratio = median(own.map((one, at) => one.seconds / (floor[at] ?? 1)));
    const withSecrets = median(searched.map((one, at) => one.seconds / (floor[at] ?? 1)));
    const few = median([1, 2, 3].map(() => inspect(root, smallArchive(folder, 20_000), []).seconds));
    const many = median([1, 2, 3].map(() => inspect(root, smallArchive(folder, 200_000), []).seconds));
    return [
      {
        name: "inspect without secrets, against openssl dgst -sha256",
        value: ratio,
        unit: "x",
        limit: 1.3,
        how: `${what}: ${median(own.map((one) => one.seconds)).toFixed(2)} s against ${median(floor).toFixed(2)} s, median of ${rounds} pairs`,
      },
      {
        name: "its peak memory",
        value: Math.max(...own.map((one) => one.megabytes)),
        unit: " MB",
        limit: 120,
        how: "largest of the rounds",
      },
      {
        name: "inspect with secrets, against the same",
        value: withSecrets,
        unit: "x",
        limit: null,
        how: `${median(searched.map((one) => one.seconds)).toFixed(2)} s`,
      },
      {
        name: "its peak memory",
        value: Math.max(...searched.map((one) => one.megabytes)),
        unit: " MB",
        limit: 120,
        how: "largest of the rounds",
      },
      {
        name: "10 times the entries",
        value: many / few,
        unit: "x",
        limit: 11,
        how: `200,000 in ${many.toFixed(2)} s, 20,000 in ${few.toFixed(2)} s`,
      },
      ...(given.dive === undefined
        ? []
        : [againstDive(given.dive, archive, median(searched.map((one) => one.seconds)))]),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} archive */
function hash(archive) {
  const began = performance.now();
  execFileSync("openssl", ["dgst", "-sha256", archive]);
  return { seconds: (performance.now() - began) / 1000 };
}

/**
 * @param {string} program
 * @param {string} archive
 * @param {number} own seconds of `inspect` with secrets
 */
function againstDive(program, archive, own) {
  const times = [1, 2, 3].map(() => {
    const began = performance.now();
    execFileSync(program, ["--ci", `docker-archive://${archive}`], { stdio: "ignore" });
    return (performance.now() - began) / 1000;
  });
  return {
    name: "inspect with secrets, against dive",
    value: own / median(times),
    unit: "x",
    limit: 1,
    how: `${own.toFixed(2)} s against ${median(times).toFixed(2)} s`,
  };
}

const memory = `data:text/javascript,process.on("exit",()=>process.stderr.write("\\npeak "+process.resourceUsage().maxRSS))`;

/**
 * @param {string} root
 * @param {string} archive
 * @param {readonly string[]} options
 */
function inspect(root, archive, options) {
  const began = performance.now();
  const argv = ["--import", memory, `${root}/bin/seaworthy.js`, "inspect", archive, "--json", "--quiet", ...options];
  const { status, stderr } = spawnSync(process.execPath, argv, {
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`inspect ended with ${status}: ${stderr}`);
  return { seconds, megabytes: Number(/peak (\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1000 };
}

/** @type {Map<number, string>} */
const made = new Map();

/**
 * @param {string} folder
 * @param {number} entries
 */
function smallArchive(folder, entries) {
  const known = made.get(entries) ?? smallFiles(join(folder, String(entries)), entries);
  made.set(entries, known);
  return known;
}
