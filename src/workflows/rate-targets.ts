import { SeaworthyError } from "../core/errors/index.ts";
import { isRatedName } from "../rules/file-name.ts";
import type { Context } from "./context.ts";
import { type Configs, parentOf } from "./rate-config.ts";
import { walk } from "./rate-walk.ts";

/** A file to rate. `shown` is its path as a person would type it. */
export interface Target {
  readonly shown: string;
  readonly absolute: string;
}

/** What an argument means. */
export interface Targets {
  readonly files: readonly Target[];
  /** The folder that was walked; null for a single file. */
  readonly root: string | null;
}

/** The files that an argument means: itself, all rated files below a folder, or what a pattern matches. `-` is not asked here. */
export async function targetsOf(
  context: Context,
  path: string,
  configs: Configs,
  note: (text: string) => void,
): Promise<Targets> {
  const absolute = context.absolute(path);
  const kind = await context.files.kind(absolute);
  if (kind === "file") return { files: [{ shown: path, absolute }], root: null };
  if (kind === null && /[*?[\]{}]/.test(path)) return matching(context, path, configs, note);
  if (kind === null) throw missing(path);
  const found = await walk(context, absolute, isRatedName, note);
  const files = (await without(configs, found)).map((file) => ({
    shown: `${shownBase(path)}${below(absolute, file)}`,
    absolute: file,
  }));
  return { files, root: absolute };
}

/** A pattern that the shell was kept from expanding, or could not. */
async function matching(
  context: Context,
  pattern: string,
  configs: Configs,
  note: (text: string) => void,
): Promise<Targets> {
  const { default: picomatch } = await import("picomatch");
  const { base, glob } = picomatch.scan(pattern);
  const root = context.absolute(base === "" ? "." : base);
  if ((await context.files.kind(root)) !== "directory") throw missing(pattern);
  const matches = picomatch(glob, { dot: true });
  const found = await without(configs, await walk(context, root, (file) => matches(below(root, file)), note));
  if (found.length === 0) throw missing(pattern);
  const files = found.map((file) => ({ shown: `${shownBase(base)}${below(root, file)}`, absolute: file }));
  return { files, root };
}

/** A file's path relative to a folder above it. */
function below(folder: string, file: string): string {
  return file.slice(folder === "/" ? 1 : folder.length + 1);
}

/** Without the files that a config excludes from the rating of folders. */
async function without(configs: Configs, files: readonly string[]): Promise<readonly string[]> {
  const kept: string[] = [];
  for (const file of files) {
    const found = await configs.of(parentOf(file) ?? "/");
    const patterns = found?.config.exclude ?? [];
    const base = found === null || found.folder === "/" ? "/" : `${found.folder}/`;
    if (patterns.length > 0 && file.startsWith(base)) {
      const { default: ignore } = await import("ignore");
      if (
        ignore()
          .add([...patterns])
          .ignores(file.slice(base.length))
      )
        continue;
    }
    kept.push(file);
  }
  return kept;
}

function shownBase(path: string): string {
  if (path === "" || path === "." || path === "./") return "";
  return path.endsWith("/") ? path : `${path}/`;
}

function missing(path: string): SeaworthyError {
  return new SeaworthyError("no-such-file", {
    what: `There is no file or folder ${path}.`,
    why: "rate reads Dockerfiles, compose files and .dockerignore files, folders and patterns of them, or standard input (-).",
    todo: "Check the path.",
  });
}

export function noDockerfile(path: string): SeaworthyError {
  return new SeaworthyError("no-dockerfile", {
    what: `Nothing to rate was found in ${path}.`,
    why: "Dockerfile, Dockerfile.NAME, NAME.dockerfile, Containerfile, compose files and .dockerignore are looked for; what git ignores is not.",
    todo: `Write one with: seaworthy init ${path}`,
  });
}
