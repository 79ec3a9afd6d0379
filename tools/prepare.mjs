// npm runs this after `npm ci` in a clone and before the package is packed, so that a package made from a clone (by
// pre-commit, by `npm install git+…`, by the GitHub action) has its dist. Without the development tools there is nothing to do.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { npm, run } from "./setup/run.mjs";
import { buildDist } from "./setup/setup.mjs";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const tools = `${root}/node_modules/esbuild`;

// `npm install -g git+…` makes the package in a clone whose own dependencies it looks for in the global folder, where they are not.
if (process.env["npm_config_global"] === "true" && !existsSync(tools)) {
  const local = Object.entries(process.env).filter(([name]) => !/^npm_config_(global|.*prefix)$/i.test(name));
  const args = [...npm(), "ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  await run(args, { cwd: root, env: Object.fromEntries(local) });
}
if (existsSync(tools) && !(await buildDist(root))) process.exitCode = 1;
