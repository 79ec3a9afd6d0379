// The step of the GitHub action (action.yml): inputs come as variables, never as parts of a command line that a shell reads.
// It annotates the lines of the change, adds a summary to the run, and writes SARIF where a file was named.
import { spawnSync } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../bin/seaworthy.js", import.meta.url));
const input = (/** @type {string} */ name) => (process.env[`SEAWORTHY_${name}`] ?? "").trim();
const option = (/** @type {string} */ flag, /** @type {string} */ name) =>
  input(name) === "" ? [] : [flag, input(name)];

const paths = input("PATHS")
  .split("\n")
  .map((path) => path.trim())
  .filter((path) => path !== "");
const common = [
  ...option("--profile", "PROFILE"),
  ...option("--config", "CONFIG"),
  ...option("--min-security", "MIN_SECURITY"),
  ...option("--min-efficiency", "MIN_EFFICIENCY"),
  ...option("--fail-on", "FAIL_ON"),
];

/** @param {string} format */
function rate(format) {
  const args = [bin, "rate", "--format", format, ...common, "--", ...(paths.length === 0 ? ["."] : paths)];
  const { status, stdout, error } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    maxBuffer: 1024 ** 3,
    // What goes wrong is told once.
    stdio: ["ignore", "pipe", format === "github" ? "inherit" : "ignore"],
  });
  if (error !== undefined) throw error;
  return { status: status ?? 2, text: stdout };
}

const annotations = rate("github");
process.stdout.write(annotations.text);
// 2 means that nothing was rated, so there is nothing to report either.
if (annotations.status < 2) {
  const summary = process.env["GITHUB_STEP_SUMMARY"] ?? "";
  if (summary !== "") appendFileSync(summary, rate("markdown").text);
  const sarif = input("SARIF_FILE");
  if (sarif !== "") {
    writeFileSync(sarif, rate("sarif").text);
    const output = process.env["GITHUB_OUTPUT"] ?? "";
    if (output !== "") appendFileSync(output, `sarif=${sarif.replaceAll(/[\r\n]/g, "")}\n`);
  }
}
process.exitCode = annotations.status;
