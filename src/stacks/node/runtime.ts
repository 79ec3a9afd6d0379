import semver from "semver";

import type { Considered } from "../../core/facts.ts";
import { readToolVersion, readVersionFile } from "../../formats/manifests/index.ts";
import { nodeDefault, nodeLines } from "../bases.ts";
import type { ChosenRuntime } from "../python/runtime.ts";
import type { NodeProject } from "./project.ts";

/** The major line to build on: a pinned version, else the oldest supported line that `engines` allows, else the default. */
export function chooseNode(project: NodeProject): ChosenRuntime {
  const { folder, manifest } = project;
  const found: { version: string; file: string; line: number; because: string }[] = [];
  const pin = (text: string | undefined, file: string, line: number): void => {
    const major = /^v?(\d+)/.exec(text ?? "")?.[1];
    const codename = { "lts/iron": "20", "lts/jod": "22", "lts/krypton": "24", "lts/*": "24" }[
      (text ?? "").toLowerCase()
    ];
    const version = major ?? codename;
    if (version !== undefined)
      found.push({ version, file, line, because: "the version that development is pinned to" });
  };
  for (const file of [".node-version", ".nvmrc"]) {
    const read = readVersionFile(folder.read(file) ?? "");
    if (read !== null) pin(read.value, file, read.line);
  }
  const tool = readToolVersion(folder.read(".tool-versions") ?? "", "nodejs", "node");
  if (tool !== null) pin(tool.value, ".tool-versions", tool.line);
  if (manifest.volta !== null) pin(manifest.volta.value, "package.json", manifest.volta.line);
  if (manifest.engine !== null && semver.validRange(manifest.engine.value) !== null) {
    const range = manifest.engine.value;
    const allowed = nodeLines.filter((line) => semver.intersects(`${line.version}.x`, range));
    const supported = allowed.filter((line) => line.version === "22" || line.version === "24");
    const best = supported[0] ?? allowed.at(-1);
    if (best !== undefined)
      found.push({
        version: best.version,
        file: "package.json",
        line: manifest.engine.line,
        because: `the oldest supported line that engines ${range} allows`,
      });
  }
  const [best, ...rest] = found;
  if (best === undefined) {
    return {
      runtime: { name: "node", version: nodeDefault, source: "default" },
      file: "package.json",
      line: 1,
      because: "nothing asks for a version: the default",
      considered: [],
    };
  }
  const considered = rest
    .filter((r) => r.version !== best.version)
    .map((r): Considered => ({
      fact: "runtime",
      candidate: `node ${r.version}`,
      file: r.file,
      line: r.line,
      because: `${best.file} comes first`,
    }));
  return {
    runtime: { name: "node", version: best.version, source: best.file },
    file: best.file,
    line: best.line,
    because: best.because,
    considered,
  };
}
