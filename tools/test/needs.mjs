import { accessSync, constants, existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { step } from "../setup/setup.mjs";
import { run } from "../setup/run.mjs";

/**
 * Something that tests need beyond Node: where it is, or why it is not there.
 * @typedef {{ path: string, missing: null } | { path: null, missing: string }} Need
 */

/** How each need is met, by the name that a suite asks for it with. */
export const finders = { chromium, uv, busybox, engine, shellcheck };

/** A browser for the tests of the page. */
export async function chromium() {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const find = () =>
    [process.env["CHROMIUM"] ?? "", ...names.map(onPath)].find((path) => path !== "" && existsSync(path));
  if (find() === undefined) await aptInstall(["chromium"]);
  return need(find(), "chromium is not installed");
}

/** uv, from the machine or in a virtual environment of its own. */
export async function uv() {
  const own = join(cacheFolder(), "uv");
  const inOwn = join(own, "bin/uv");
  const find = () => [onPath("uv"), inOwn].find((path) => path !== "" && existsSync(path));
  if (find() !== undefined) return need(find(), "");
  if (onPath("python3") === "" || (await run(["python3", "-c", "import ensurepip"], { quiet: true })).status !== 0) {
    await aptInstall(["python3", "python3-venv"]);
  }
  await step("uv", async () => {
    const made = await run(["python3", "-m", "venv", own], { quiet: true });
    if (made.status !== 0) return made;
    return run([join(own, "bin/pip"), "install", "--quiet", "--disable-pip-version-check", "uv==0.13.*"], {
      quiet: true,
    });
  });
  return need(find(), "uv is not installed, and no virtual environment could be made for it");
}

/** A static busybox, of which the engine tests make their base image. */
export async function busybox() {
  if (onPath("busybox") === "") await aptInstall(["busybox-static"]);
  return need(onPath("busybox"), "busybox is not installed");
}

/** ShellCheck; a test that asks it says itself where it is not there. */
export async function shellcheck() {
  if (onPath("shellcheck") === "") await aptInstall(["shellcheck"]);
  return need(onPath("shellcheck"), "shellcheck is not on PATH");
}

/**
 * A container engine, found or set up by the program itself.
 * @param {string} root
 * @returns {Promise<Need>}
 */
export async function engine(root) {
  let said = "";
  const seaworthy = join(root, "bin/seaworthy.js");
  const up = await step("engine up", async () => {
    /** @param {readonly string[]} choice */
    const attempt = (choice) => run([process.execPath, seaworthy, "engine", "up", "--yes", ...choice], { quiet: true });
    // The tests type docker commands; where it cannot be had, what works is taken.
    const docker = await attempt(["--engine", "docker"]);
    const ended = docker.status === 0 ? docker : await attempt([]);
    said = ended.output;
    return ended;
  });
  const reason = said.split("\n").find((line) => line.startsWith("error: ")) ?? "no container engine";
  return need(up ? "engine" : undefined, reason.replace("error: ", ""));
}

/**
 * Installs packages of the distribution where this may be done without asking: as root, on Debian and its children.
 * @param {readonly string[]} packages
 */
export async function aptInstall(packages) {
  if (process.getuid?.() !== 0 || onPath("apt-get") === "") return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await step(`apt-get install ${packages.join(" ")}`, async () => {
    const update = await run(["apt-get", "update", "-q"], { env, quiet: true });
    if (update.status !== 0) return update;
    const wait = ["-o", "DPkg::Lock::Timeout=120"];
    return run(["apt-get", ...wait, "install", "-q", "-y", "--no-install-recommends", ...packages], {
      env,
      quiet: true,
    });
  });
}

/** @param {string} name */
export function onPath(name) {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter).filter((one) => one !== "")) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // Not here.
    }
  }
  return "";
}

function cacheFolder() {
  return join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "seaworthy/tools");
}

/**
 * @param {string | undefined} path
 * @param {string} missing
 * @returns {Need}
 */
function need(path, missing) {
  return path === undefined || path === "" ? { path: null, missing } : { path, missing: null };
}
