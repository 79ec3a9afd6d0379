// Sets up a clone with nothing but Node and npm: only Node's own modules are imported here.
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { contentHash, hasMark, leaveMark } from "./fresh.mjs";
import { npm, run } from "./run.mjs";

/**
 * Installs what a package's lock names, unless that was done for this very lock.
 * @param {string} folder
 * @param {string} name for the line that is printed
 * @returns {Promise<boolean>} whether the folder is ready
 */
export async function installDependencies(folder, name) {
  const mark = join(folder, "node_modules/.seaworthy-lock");
  const wanted = `${contentHash(folder, ["package.json", "package-lock.json"])} ${process.platform}-${process.arch}`;
  if (hasMark(mark, wanted)) return true;
  if (holdsLock(folder)) {
    leaveMark(mark, wanted);
    return true;
  }
  const done = await step(`${name}: npm ci`, () =>
    run([...npm(), "ci", "--no-audit", "--no-fund"], { cwd: folder, env: { ...process.env, NODE_ENV: undefined } }),
  );
  if (done) leaveMark(mark, wanted);
  return done;
}

/**
 * Whether node_modules holds what the lock names already, by npm's own account of it: then nothing has to be installed,
 * such as after `npm install` in the same folder.
 * @param {string} folder
 */
export function holdsLock(folder) {
  const [locked, installed] = ["package-lock.json", "node_modules/.package-lock.json"].map((path) => {
    const file = join(folder, path);
    if (!existsSync(file)) return null;
    return /** @type {{ packages: Record<string, { optional?: boolean, integrity?: string }> }} */ (
      JSON.parse(readFileSync(file, "utf8"))
    ).packages;
  });
  if (locked == null || installed == null) return false;
  const paths = Object.keys(locked).filter((path) => path !== "");
  const same = paths.every((path) => {
    const there = installed[path];
    return there === undefined ? locked[path]?.optional === true : there.integrity === locked[path]?.integrity;
  });
  return same && Object.keys(installed).every((path) => path in locked && existsSync(join(folder, path)));
}

/**
 * Builds `dist`, unless it was built from these very sources.
 * @param {string} root
 */
export async function buildDist(root) {
  const mark = join(root, "dist/.source");
  const wanted = contentHash(root, ["src", "package.json", "package-lock.json", "tools/build.mjs", "tsconfig.json"]);
  if (hasMark(mark, wanted) && existsSync(join(root, "dist/cli/main.js"))) return true;
  const done = await step("build", () => run([process.execPath, join(root, "tools/build.mjs")], { cwd: root }));
  if (done) leaveMark(mark, wanted);
  return done;
}

/**
 * Makes `npx seaworthy` work in the clone: npx looks into node_modules/.bin before it asks a registry.
 * @param {string} root
 */
export function linkCommand(root) {
  const link = join(root, "node_modules/.bin/seaworthy");
  chmodSync(join(root, "bin/seaworthy.js"), 0o755);
  if (existsSync(link)) return;
  mkdirSync(join(root, "node_modules/.bin"), { recursive: true });
  if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) rmSync(link);
  symlinkSync("../../bin/seaworthy.js", link);
}

/**
 * The set-up that both `npm start` and `npm test` need; done at once where nothing changed.
 * @param {string} root
 */
export async function setUp(root) {
  if (!(await installDependencies(root, "dependencies"))) return false;
  if (!(await buildDist(root))) return false;
  linkCommand(root);
  return true;
}

/**
 * Says what is done and how long it took.
 * @param {string} name
 * @param {() => Promise<import("./run.mjs").Ended>} work
 */
export async function step(name, work) {
  console.log(`setup   ${name}`);
  const began = performance.now();
  const { status, output } = await work();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (status === 0) console.log(`setup   ${name}: done in ${seconds} s`);
  else
    console.error(
      `setup   ${name}: failed with ${status} after ${seconds} s${output === "" ? "" : `\n${output.trimEnd()}`}`,
    );
  return status === 0;
}
