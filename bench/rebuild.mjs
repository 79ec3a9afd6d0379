import { spawnSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { onCopy } from "./copy.mjs";
import { median } from "./startup.mjs";

const rounds = 5;

/**
 * A one-line change of the backend's source, built by seaworthy and by a plain `docker build` of the same files, in
 * turns; the median of the ratios. The build step is what is limited; the whole process is told beside it.
 * @param {string} root
 * @returns {Promise<import("./run.mjs").Figure[]>}
 */
export function rebuildFigure(root) {
  return onCopy(root, async (folder) => {
    const backend = `${folder}/examples/todo/backend`;
    const program = `${root}/bin/seaworthy.js`;
    const told = must([process.execPath, program, "engine", "env", "--json"], folder, process.env).stdout;
    const { variables, pathPrefix } = JSON.parse(told);
    const env = { ...process.env, ...variables };
    if (pathPrefix !== null) env["PATH"] = `${pathPrefix}:${env["PATH"] ?? ""}`;
    const own = [
      process.execPath,
      program,
      "build",
      "--json",
      "--quiet",
      "--yes",
      "--tag",
      "seaworthy-bench:own",
      backend,
    ];
    const plain = ["docker", "build", "-q", "-t", "seaworthy-bench:plain", "."];
    try {
      must(own, folder, env);
      must(plain, backend, env);
      const ratios = [];
      const steps = [];
      // A change that no earlier run of this bench has made, or the builder's cache holds its result.
      const fresh = Date.now();
      for (let round = 0; round < rounds; round += 1) {
        appendFileSync(`${backend}/app/main.py`, `# change ${fresh} ${round} before plain\n`);
        const other = must(plain, backend, env).seconds;
        appendFileSync(`${backend}/app/main.py`, `# change ${fresh} ${round} before own\n`);
        const built = must(own, folder, env);
        ratios.push(built.seconds / other);
        steps.push(JSON.parse(built.stdout).images[0].seconds / other);
      }
      return [
        {
          name: "rebuild",
          value: median(steps),
          unit: "x",
          limit: 1.2,
          how: `the build step of seaworthy build, the look at the image included, against docker build; one line changed, median of ${rounds} pairs`,
        },
        {
          name: "rebuild, the whole process",
          value: median(ratios),
          unit: "x",
          limit: null,
          how: "its start, finding the engine and the bases included; not asked to hold: see decision 0013",
        },
      ];
    } finally {
      spawnSync("docker", ["image", "rm", "-f", "seaworthy-bench:own", "seaworthy-bench:plain"], {
        env,
        stdio: "ignore",
      });
    }
  });
}

/**
 * @param {readonly string[]} argv
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 */
function must([program = "", ...args], cwd, env) {
  const began = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new Error(`${program} ${args.join(" ")} ended with ${status}: ${stderr.trim().split("\n").at(-1) ?? ""}`);
  return { stdout, seconds: (performance.now() - began) / 1000 };
}
