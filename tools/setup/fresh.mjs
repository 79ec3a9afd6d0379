import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * SHA-256 over the paths and contents of files and of all files below folders.
 * @param {string} root
 * @param {readonly string[]} paths relative to the root
 */
export function contentHash(root, paths) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap((one) => below(root, one)).sort()) {
    const bytes = readFileSync(join(root, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

/**
 * Whether a mark left by `leaveMark` says the same.
 * @param {string} file
 * @param {string} text
 */
export function hasMark(file, text) {
  return existsSync(file) && readFileSync(file, "utf8") === `${text}\n`;
}

/**
 * @param {string} file
 * @param {string} text
 */
export function leaveMark(file, text) {
  writeFileSync(file, `${text}\n`);
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function below(root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full).flatMap((name) => below(root, `${path}/${name}`));
}
