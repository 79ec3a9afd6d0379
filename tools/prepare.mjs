// npm runs this after `npm ci` in a clone and before the package is packed, so that a package made from a clone (by
// pre-commit, by `npm install git+…`, by the GitHub action) has its dist. Without the development tools there is nothing to do.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildDist } from "./setup/setup.mjs";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
if (existsSync(`${root}/node_modules/esbuild`) && !(await buildDist(root))) process.exitCode = 1;
