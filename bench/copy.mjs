import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/**
 * Works on a copy of the examples as git has them, so that nothing measured changes the tree; removed at the end.
 * @template T
 * @param {string} root
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function onCopy(root, work) {
  const folder = mkdtempSync(join(tmpdir(), "seaworthy-bench-"));
  try {
    const listed = execFileSync("git", ["-C", root, "ls-files", "-z", "examples"], { encoding: "utf8" });
    for (const path of listed.split("\0").filter((one) => one !== "")) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      cpSync(join(root, path), join(folder, path));
    }
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
