import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readModule } from "./module.mjs";

/** The repository's folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/**
 * Files below a folder, relative to `base`, with `/`, sorted by code unit so that every machine gives the same order.
 * @param {string} base
 * @param {string} folder
 * @returns {string[]}
 */
export function filesBelow(base, folder) {
  const entries = readdirSync(join(base, folder), { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === "node_modules" ? [] : filesBelow(base, path);
      return entry.isFile() ? [path] : [];
    })
    .sort();
}

/**
 * Every TypeScript file below `src`, read.
 * @param {string} base
 */
export function readSource(base) {
  return filesBelow(base, "src")
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))
    .map((path) => readModule(path, readFileSync(join(base, path), "utf8")));
}

/**
 * Tests and the builders that only tests use: they may import what they like, and nothing else may import them.
 * @param {string} path
 */
export function isTest(path) {
  return path.endsWith(".test.ts") || path.endsWith(".fixture.ts") || path.includes("/testing/");
}

/**
 * @param {string} path
 */
export function isGenerated(path) {
  return path.endsWith(".gen.ts");
}
