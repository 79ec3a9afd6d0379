// npm run test:engines: what an engine must do, asked of each engine there is: docker and podman of this machine, and the
// newer ones of the Debian 13 root that tools/roots sets up. `--quick` asks only those of this machine.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { needNode } from "./setup/node-version.mjs";
import { run } from "./setup/run.mjs";
import { setUp } from "./setup/setup.mjs";
import { aptInstall, busybox, onPath } from "./test/needs.mjs";
import { judgeRunner, readVitest, summary } from "./test/results.mjs";

/**
 * @typedef {import("./test/results.mjs").Result} Result
 * @typedef {{ env: NodeJS.ProcessEnv, launcher: readonly string[] }} Target how a set of engines is reached
 * @typedef {Target | { missing: string }} Found
 */

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const quick = process.argv.includes("--quick");
const program = (/** @type {readonly string[]} */ ...args) => [
  process.execPath,
  join(root, "bin/seaworthy.js"),
  ...args,
];

/** @type {readonly (readonly [string, () => Promise<Found>])[]} */
const targets = [["this machine", ownEngines], ...(quick ? [] : [/** @type {const} */ (["Debian 13", newerEngines])])];

needNode("20.19", "the test runner");
/** @type {Result[]} */
const results = [];
if (!(await setUp(root))) {
  results.push({ name: "set-up", state: "failed", because: "it did not work, so nothing was run" });
} else {
  await busybox();
  for (const [name, find] of targets) {
    const found = await find();
    if ("missing" in found) results.push({ name: `engines of ${name}`, state: "skipped", because: found.missing });
    else results.push(...(await ask(name, found)));
  }
}
const report = process.env["SEAWORTHY_TEST_REPORT"];
if (report !== undefined) writeFileSync(report, JSON.stringify(results));
for (const line of summary(results)) console.log(line);
process.exitCode = results.some(({ state }) => state === "failed") ? 1 : 0;

/**
 * docker (found, or set up by the program itself) and, where it is installed, podman.
 * @returns {Promise<Found>}
 */
async function ownEngines() {
  if (!quick && onPath("podman") === "") await aptInstall(["podman"]);
  const up = await run(program("engine", "up", "--yes", "--engine", "docker"), { cwd: root, quiet: true });
  if (up.status !== 0) console.error(`engine up ended with ${up.status}:\n${up.output.trimEnd()}`);
  const env = { ...process.env };
  const told = await run(program("engine", "env", "--json", "--engine", "docker"), { cwd: root, quiet: true });
  const start = told.output.indexOf("{");
  if (told.status === 0 && start >= 0) {
    const json = told.output.slice(start, told.output.lastIndexOf("}") + 1);
    const { variables, pathPrefix } = /** @type {{ variables: Record<string, string>, pathPrefix: string | null }} */ (
      JSON.parse(json)
    );
    Object.assign(env, variables);
    if (pathPrefix !== null) env["PATH"] = `${pathPrefix}${delimiter}${env["PATH"] ?? ""}`;
  }
  return { env, launcher: [] };
}

/**
 * Docker 26.1 with buildx and compose, and podman 5.4.
 * @returns {Promise<Found>}
 */
async function newerEngines() {
  if (process.getuid?.() !== 0) return { missing: "a root of another Debian release needs root" };
  if (onPath("mmdebstrap") === "") await aptInstall(["mmdebstrap", "debian-archive-keyring", "iproute2", "iptables"]);
  const up = await run([process.execPath, join(root, "tools/roots/roots.mjs"), "up"], { cwd: root, quiet: true });
  if (up.status !== 0) return { missing: up.output.trim().split("\n").at(-1) ?? "the root could not be made" };
  const json = up.output.slice(up.output.indexOf("{\n"));
  const { socket, bin, netns } = /** @type {{ socket: string, bin: string, netns: string }} */ (JSON.parse(json));
  const env = { ...process.env, DOCKER_HOST: socket, PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}` };
  return { env, launcher: ["nsenter", `--net=/run/netns/${netns}`, "--"] };
}

/**
 * Runs the suite against one set of engines.
 * @param {string} name
 * @param {Target} target
 * @returns {Promise<Result[]>}
 */
async function ask(name, { env, launcher }) {
  const folder = mkdtempSync(join(tmpdir(), "seaworthy-engines-"));
  const file = join(folder, "results");
  for (const engine of ["docker", "podman"]) {
    const { output } = await run([...launcher, engine, "--version"], { env, quiet: true });
    console.log(`${name}: ${output.trim().split("\n").at(-1) ?? ""}`);
  }
  try {
    const reporter = join(root, "tools/test/vitest-reporter.mjs");
    const vitest = [process.execPath, join(root, "node_modules/vitest/vitest.mjs"), "run", "--project", "engines"];
    // The whole program on podman takes minutes.
    if (quick) vitest.push("test/engine/engines.test.ts");
    const ended = await run([...launcher, ...vitest, "--reporter=dot", `--reporter=${reporter}`], {
      cwd: root,
      env: { ...env, SEAWORTHY_TEST_REPORT: file },
      seconds: quick ? 1200 : 5400,
    });
    const read = existsSync(file) ? readFileSync(file, "utf8") : "[]";
    if (read === "[]") console.error(`${name}: the runner wrote no results`);
    return judgeRunner(`engines of ${name}`, file, readVitest, ended).map((one) => ({
      ...one,
      name: `${name} > ${one.name}`,
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
