// Archives to measure `inspect` by: one of this machine's own files, and ones of many small entries.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, lstatSync, mkdirSync, opendirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/**
 * An archive as `docker save` writes it, of files below /usr: real programs, libraries, texts and package metadata. Each
 * layer but the first also replaces and deletes something of the one before.
 * @param {string} folder an empty one
 * @param {{ entries: number, bytes: number, layers: number }} size
 * @returns {string} the archive's path
 */
export function realArchive(folder, { entries, bytes, layers }) {
  const chosen = choose(filesBelow("/usr"), entries, bytes);
  const each = Math.ceil(chosen.length / layers);
  const names = [];
  for (let layer = 0; layer < layers; layer += 1) {
    const own = chosen.slice(layer * each, (layer + 1) * each).map((one) => one.path.slice(1));
    const before = chosen.slice(Math.max(0, layer - 1) * each, layer * each).map((one) => one.path.slice(1));
    const again = layer === 0 ? [] : before.slice(0, 50);
    const gone = layer === 0 ? [] : before.slice(50, 80);
    const whiteouts = join(folder, `whiteouts${layer}`);
    for (const path of gone) {
      const slash = path.lastIndexOf("/");
      mkdirSync(join(whiteouts, path.slice(0, slash)), { recursive: true });
      writeFileSync(join(whiteouts, path.slice(0, slash), `.wh.${path.slice(slash + 1)}`), "");
    }
    mkdirSync(whiteouts, { recursive: true });
    const list = join(folder, `list${layer}`);
    writeFileSync(list, [...own, ...again].map((path) => `${path}\0`).join(""));
    const name = `layer${layer}.tar`;
    const common = ["--format=gnu", "--null", "--no-recursion", "-cf", join(folder, name), "-C", "/", "-T", list];
    const marks = gone.length === 0 ? [] : ["-C", whiteouts, ...gone.map((path) => path.replace(/[^/]*$/, ".wh.$&"))];
    execFileSync("tar", [...common, ...marks], { stdio: ["ignore", "ignore", "pipe"] });
    names.push(name);
  }
  return finish(folder, names);
}

/**
 * An archive of one layer with small files only.
 * @param {string} folder
 * @param {number} entries
 */
export function smallFiles(folder, entries) {
  mkdirSync(folder, { recursive: true });
  const file = openSync(join(folder, "layer0.tar"), "w");
  for (let from = 0; from < entries; from += 1000) {
    const blocks = [];
    for (let at = from; at < Math.min(entries, from + 1000); at += 1)
      blocks.push(entry(`usr/d${at % 97}/e${at % 1009}/f${at}`));
    writeSync(file, Buffer.concat(blocks));
  }
  writeSync(file, Buffer.alloc(1024));
  closeSync(file);
  return finish(folder, ["layer0.tar"]);
}

/** @param {string} name */
function entry(name) {
  const block = Buffer.alloc(1024);
  block.write(name, 0);
  block.write(["0000644", "0000000", "0000000", "00000000020", "00000000000", "        0"].join("\0"), 100, "latin1");
  block.write("ustar\x0000", 257, "latin1");
  const sum = block.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  block.write("sixteen bytes.\n\n", 512);
  return block;
}

/**
 * @param {string} folder
 * @param {readonly string[]} layers
 */
function finish(folder, layers) {
  const ids = layers.map((name) => `sha256:${sha256(join(folder, name))}`);
  const config = {
    architecture: "amd64",
    os: "linux",
    config: { Cmd: ["/usr/bin/env"] },
    rootfs: { type: "layers", diff_ids: ids },
    history: [],
  };
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  writeFileSync(
    join(folder, "manifest.json"),
    JSON.stringify([{ Config: "config.json", RepoTags: ["bench:1"], Layers: layers }]),
  );
  const archive = join(folder, "image.tar");
  execFileSync("tar", ["-cf", archive, "-C", folder, "--remove-files", ...layers, "config.json", "manifest.json"]);
  return archive;
}

/** @param {string} path */
function sha256(path) {
  return execFileSync("openssl", ["dgst", "-sha256", "-r", path], { encoding: "utf8" }).slice(0, 64);
}

/**
 * Files of all sizes, the same ones on every run: by the hash of their path; the largest are left out while the sum is too
 * large.
 * @param {readonly { path: string, size: number }[]} files
 * @param {number} entries
 * @param {number} bytes
 */
function choose(files, entries, bytes) {
  const order = files.map((one) => ({ ...one, key: createHash("md5").update(one.path).digest("hex") }));
  order.sort((a, b) => (a.key < b.key ? -1 : 1));
  const chosen = order.slice(0, entries);
  const spare = order.slice(entries).sort((a, b) => b.size - a.size);
  let sum = chosen.reduce((total, one) => total + one.size, 0);
  const bySize = [...chosen].sort((a, b) => b.size - a.size);
  const left = new Set(chosen);
  for (const one of bySize) {
    if (sum <= bytes) break;
    left.delete(one);
    sum -= one.size;
  }
  for (const one of spare) {
    if (sum + one.size > bytes) continue;
    left.add(one);
    sum += one.size;
  }
  return [...left].slice(0, Math.max(entries, left.size));
}

/** @param {string} folder */
function filesBelow(folder) {
  /** @type {{ path: string, size: number }[]} */
  const files = [];
  const stack = [folder];
  for (let at = stack.pop(); at !== undefined && files.length < 400_000; at = stack.pop()) {
    const open = opendirSync(at);
    for (let one = open.readSync(); one !== null; one = open.readSync()) {
      const path = join(at, one.name);
      if (one.isDirectory()) stack.push(path);
      else if (one.isFile()) files.push({ path, size: lstatSync(path).size });
      else if (one.isSymbolicLink()) files.push({ path, size: 0 });
    }
    open.closeSync();
  }
  return files;
}
