import { access, chmod } from "node:fs/promises";
import { dirname, join } from "node:path";
import { SeaworthyError } from "../../core/errors/index.ts";
import type { Spawn } from "../../core/ports/process.ts";
import { aptInstallCommand } from "../apt.ts";
import type { Bootstrap } from "./define.ts";

const leftOut = ["doc", "man", "locale", "info", "lintian", "linda", "groff", "bug"];
const mergedUsr = "/usr/share/mmdebstrap/hooks/merged-usr";
/** 2024-01-01: files that the bootstrap itself makes carry this time, so that the same packages give the same bytes. */
const epoch = "1704067200";

export interface BootstrapTools {
  readonly spawn: Spawn;
  /** True where a package may be installed on the host without asking. */
  readonly mayInstall: boolean;
  readonly uid: number;
  readonly onLine?: (line: string) => void;
}

function lacking(uid: number, tried: readonly string[]): SeaworthyError {
  const sudo = uid === 0 ? "" : "sudo ";
  return new SeaworthyError("base-bootstrap-missing", {
    what: "no base image can be made: mmdebstrap is not installed",
    why: "where no image registry answers, base images are made from Debian packages, and mmdebstrap unpacks them",
    todo: `On Debian or Ubuntu type: ${sudo}apt-get update && ${sudo}apt-get install -y mmdebstrap debian-archive-keyring uidmap. Elsewhere: give access to an image registry, or load the images with 'docker load'.`,
    tried,
  });
}

const installations = new WeakMap<Spawn, Promise<void>>();

/** Finds mmdebstrap, or installs it where that is allowed; several bases that ask at once share the answer. */
export function ensureMmdebstrap(tools: BootstrapTools): Promise<void> {
  const known = installations.get(tools.spawn) ?? findOrInstall(tools);
  installations.set(tools.spawn, known);
  return known;
}

async function findOrInstall(tools: BootstrapTools): Promise<void> {
  const there = await tools.spawn({ argv: ["mmdebstrap", "--version"], timeoutMs: 10_000 }).catch(() => null);
  if (there?.exitCode === 0) return;
  if (tools.uid !== 0 || !tools.mayInstall) throw lacking(tools.uid, ["mmdebstrap --version: not found"]);
  const install = (): ReturnType<Spawn> =>
    tools.spawn({
      argv: aptInstallCommand(["mmdebstrap", "debian-archive-keyring"]),
      env: { DEBIAN_FRONTEND: "noninteractive" },
      timeoutMs: 300_000,
      ...(tools.onLine === undefined ? {} : { onLine: tools.onLine }),
    });
  const tried: string[] = [];
  for (const step of ["install", "update", "install"]) {
    const output = await (
      step === "update" ? tools.spawn({ argv: ["apt-get", "update", "-q"], timeoutMs: 300_000 }) : install()
    ).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
    if (output instanceof Error) throw lacking(0, [`apt-get ${step}: ${output.message}`]);
    if (step === "install" && output.exitCode === 0) return;
    tried.push(`apt-get ${step}: ${output.stderr.trim().split("\n").at(-1) ?? `exit ${output.exitCode}`}`);
  }
  throw lacking(0, tried);
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Writes a tar of a minimal Debian root to a file: no documentation, translations, lists, caches or logs. Takes 15 s to 2 min. */
export async function bootstrapRoot(recipe: Bootstrap, file: string, tools: BootstrapTools): Promise<void> {
  // Debian 12 would otherwise pull all of perl in through usrmerge, 49 MB that nothing else needs.
  const hooks =
    recipe.suite === "bookworm" &&
    (await access(mergedUsr).then(
      () => true,
      () => false,
    ))
      ? [`--hook-dir=${mergedUsr}`]
      : [];
  const excludes = leftOut.map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`);
  // Without root the work is done as users of a namespace, who have to get through to their folder.
  if (tools.uid !== 0) await chmod(dirname(file), 0o711);
  const output = await tools.spawn({
    argv: [
      "mmdebstrap",
      "--variant=apt",
      "--include=adduser,tzdata",
      ...hooks,
      ...excludes,
      // Licences have to go with the packages.
      "--dpkgopt=path-include=/usr/share/doc/*/copyright",
      `--customize-hook=rm -rf ${recipe.without.map((path) => `"$1"/${path}`).join(" ")}`,
      ...Object.entries(recipe.files).map(
        ([path, text]) => `--customize-hook=printf %s ${shellQuoted(text)} > "$1"/${path}`,
      ),
      recipe.suite,
      file,
    ],
    env: { SOURCE_DATE_EPOCH: epoch, TMPDIR: join(file, "..") },
    timeoutMs: 600_000,
    ...(tools.onLine === undefined ? {} : { onLine: tools.onLine }),
  });
  if (output.exitCode === 0) return;
  throw new SeaworthyError("base-bootstrap-failed", {
    what: `the root filesystem of Debian ${recipe.suite} could not be made`,
    why: `mmdebstrap ended with ${output.exitCode ?? output.signal ?? "a timeout"}`,
    todo: "Check that Debian's package archive can be reached (apt-get update), then try again.",
    tried: output.stderr.trim().split("\n").slice(-5),
  });
}
