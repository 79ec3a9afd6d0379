import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { npm, run } from "../setup/run.mjs";
import { installDependencies } from "../setup/setup.mjs";
import { judgeRunner, readJunit, readVitest } from "./results.mjs";

/**
 * @typedef {import("./results.mjs").Result} Result
 * @typedef {object} Suite
 * @property {string} name
 * @property {"unit" | "examples" | "engine"} part
 * @property {readonly ("uv" | "chromium" | "engine" | "busybox")[]} needs
 * @property {readonly "shellcheck"[]} [wants] what only some of its tests need, which are skipped by their own word
 * @property {(root: string, env: NodeJS.ProcessEnv) => Promise<Result[]>} run
 * @property {(root: string) => Promise<readonly string[]>} [names] the tests' names, told without running them
 */

const reporter = new URL("vitest-reporter.mjs", import.meta.url).pathname;

/** @type {readonly Suite[]} */
export const suites = [
  { ...vitest("unit tests", "unit", [], ["pure", "outside", "contract", "house"], 10), wants: ["shellcheck"] },
  vitest("tests of the package", "unit", [], ["built"], 10),
  {
    name: "examples/todo/backend",
    part: "examples",
    needs: ["uv"],
    run: (root, env) =>
      reported("examples/todo/backend", readJunit, (file) =>
        run(["uv", "run", "--locked", "pytest", "-q", `--junitxml=${file}`], {
          cwd: join(root, "examples/todo/backend"),
          // A virtual environment of the caller is not the application's.
          env: { ...env, VIRTUAL_ENV: undefined },
          seconds: 600,
        }),
      ),
  },
  {
    name: "examples/todo/mcp-server",
    part: "examples",
    needs: [],
    run: (root, env) =>
      packageTests(root, env, "examples/todo/mcp-server", readJunit, (file) => [
        "--test-reporter=spec",
        "--test-reporter-destination=stdout",
        "--test-reporter=junit",
        `--test-reporter-destination=${file}`,
      ]),
  },
  {
    name: "examples/todo/frontend",
    part: "examples",
    needs: [],
    run: (root, env) =>
      packageTests(root, env, "examples/todo/frontend", readVitest, () => [
        "--reporter=default",
        `--reporter=${reporter}`,
      ]),
  },
  {
    name: "examples/todo-before",
    part: "examples",
    needs: [],
    run: async (root, env) => {
      const command = [process.execPath, join(root, "examples/todo-before/sync.mjs"), "--check"];
      const { status, output } = await run(command, { env, quiet: true });
      return [
        {
          name: "examples/todo-before > its backend is the one of examples/todo",
          state: status === 0 ? "passed" : "failed",
          because: output,
        },
      ];
    },
  },
  vitest("engine tests", "engine", ["engine", "busybox"], ["engine"], 30),
  {
    name: "engines, the quick part",
    part: "engine",
    needs: ["busybox"],
    run: (root, env) =>
      reported("engines, the quick part", readVitest, (file) =>
        run([process.execPath, join(root, "tools/test-engines.mjs"), "--quick"], {
          cwd: root,
          env: { ...env, SEAWORTHY_TEST_REPORT: file },
          seconds: 1200,
        }),
      ),
  },
  vitest("fault tests", "engine", ["engine"], ["faults"], 40),
  vitest("end to end", "engine", ["engine", "uv", "chromium"], ["e2e"], 40),
];

/**
 * Runs a suite, or names each of its tests as skipped where something that it needs is missing.
 * @param {Suite} suite
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {Readonly<Record<string, string | null>>} missing need -> why it is not there, null where it is
 * @returns {Promise<Result[]>}
 */
export async function runSuite(suite, root, env, missing) {
  const lacking = suite.needs.map((need) => missing[need] ?? null).filter((reason) => reason !== null);
  if (lacking.length === 0) return suite.run(root, env);
  const names = (await suite.names?.(root)) ?? [];
  return (names.length > 0 ? names : [suite.name]).map((name) => ({
    name,
    state: "skipped",
    because: lacking.join("; "),
  }));
}

/**
 * @param {string} name
 * @param {Suite["part"]} part
 * @param {Suite["needs"]} needs
 * @param {readonly string[]} projects
 * @param {number} minutes
 * @returns {Suite}
 */
function vitest(name, part, needs, projects, minutes) {
  const args = projects.flatMap((project) => ["--project", project]);
  const program = (/** @type {string} */ root) => [process.execPath, join(root, "node_modules/vitest/vitest.mjs")];
  return {
    name,
    part,
    needs,
    names: async (root) => {
      const { status, output } = await run([...program(root), "list", ...args], { cwd: root, quiet: true });
      return status === 0 ? output.split("\n").filter((line) => line.includes(" > ")) : [];
    },
    run: (root, env) =>
      reported(name, readVitest, (file) =>
        run([...program(root), "run", ...args, "--reporter=dot", `--reporter=${reporter}`], {
          cwd: root,
          env: { ...env, SEAWORTHY_TEST_REPORT: file },
          seconds: minutes * 60,
        }),
      ),
  };
}

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {string} folder
 * @param {(text: string) => Result[]} read
 * @param {(file: string) => readonly string[]} args
 * @returns {Promise<Result[]>}
 */
async function packageTests(root, env, folder, read, args) {
  const cwd = join(root, folder);
  if (!(await installDependencies(cwd, folder))) {
    return [{ name: `${folder} (the runner itself)`, state: "failed", because: "npm ci failed" }];
  }
  return reported(folder, read, (file) =>
    run([...npm(), "test", "--silent", "--", ...args(file)], {
      cwd,
      env: { ...env, SEAWORTHY_TEST_REPORT: file },
      seconds: 600,
    }),
  );
}

/**
 * @param {string} name
 * @param {(text: string) => Result[]} read
 * @param {(file: string) => Promise<import("../setup/run.mjs").Ended>} start
 * @returns {Promise<Result[]>}
 */
async function reported(name, read, start) {
  const file = join(mkdtempSync(join(tmpdir(), "seaworthy-results-")), "results");
  try {
    const ended = await start(file);
    return judgeRunner(name, file, read, ended).map((result) =>
      result.name.startsWith(name) ? result : { ...result, name: `${name} > ${result.name}` },
    );
  } finally {
    rmSync(dirname(file), { recursive: true, force: true });
  }
}

/** The package's name and version, for the heading. */
export function versionOf(/** @type {string} */ root) {
  const text = readFileSync(join(root, "package.json"), "utf8");
  const { name, version } = /** @type {{ name: string, version: string }} */ (JSON.parse(text));
  return `${name} ${version}`;
}
