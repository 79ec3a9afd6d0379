import type { Ignore } from "ignore";
import { SeaworthyError } from "../core/errors/index.ts";
import { inOneLine } from "../core/errors/in-one-line.ts";
import type { Context } from "./context.ts";
import { isTop, parentOf } from "./rate-config.ts";

/** Folders of other people's code, which nobody wants to hear of. */
const foreign = new Set(["vendor", "third_party"]);

/** One .gitignore: the folder that its patterns are relative to, with a slash at the end. */
interface IgnoreFile {
  readonly base: string;
  readonly patterns: Ignore;
}

/**
 * Absolute paths of the files below a folder that `wanted` accepts, sorted folder by folder. Left out is what git ignores
 * (.gitignore files from the repository's top downwards), installed packages, caches and vendored code. Links are not followed.
 */
export async function walk(
  context: Context,
  root: string,
  wanted: (path: string) => boolean,
  note: (text: string) => void,
): Promise<readonly string[]> {
  const found: string[] = [];
  const enter = async (folder: string, above: readonly IgnoreFile[]): Promise<void> => {
    const entries = await listed(context, folder, folder === root, note);
    const own = entries.some((entry) => entry.name === ".gitignore" && entry.kind === "file");
    const ignores = own ? [...(await ignoreFile(context, folder)), ...above] : above;
    const folders: string[] = [];
    for (const { name, kind, heavy } of entries) {
      const path = `${folder === "/" ? "" : folder}/${name}`;
      if (kind === "directory") {
        if (!heavy && !foreign.has(name) && !isIgnored(ignores, `${path}/`)) folders.push(path);
      } else if (kind === "file" && wanted(path) && !isIgnored(ignores, path)) found.push(path);
    }
    for (const path of folders) await enter(path, ignores);
  };
  await enter(root, await ignoresAbove(context, root));
  return found;
}

async function listed(
  context: Context,
  folder: string,
  isRoot: boolean,
  note: (text: string) => void,
): ReturnType<Context["files"]["list"]> {
  try {
    return await context.files.list(folder);
  } catch (error) {
    if (isRoot || !(error instanceof SeaworthyError)) throw error;
    note(inOneLine(error));
    return [];
  }
}

/** The .gitignore files between a folder and the top of its repository, nearest first; none where the folder itself is ignored, for it was asked for. */
async function ignoresAbove(context: Context, root: string): Promise<readonly IgnoreFile[]> {
  const files: IgnoreFile[] = [];
  let folder: string | null = root;
  while (folder !== null && !(await isTop(context, folder))) {
    folder = parentOf(folder);
    if (folder !== null && (await context.files.exists(`${folder}/.gitignore`)))
      files.push(...(await ignoreFile(context, folder)));
  }
  return folder === null || isIgnored(files, `${root}/`) ? [] : files;
}

async function ignoreFile(context: Context, folder: string): Promise<readonly IgnoreFile[]> {
  const { default: ignore } = await import("ignore");
  try {
    const text = await context.files.readText(`${folder}/.gitignore`);
    return [{ base: folder === "/" ? "/" : `${folder}/`, patterns: ignore().add(text) }];
  } catch (error) {
    if (error instanceof SeaworthyError) return [];
    throw error;
  }
}

/** The nearest file that says anything of a path decides, as in git. A folder's path ends in a slash. */
function isIgnored(files: readonly IgnoreFile[], path: string): boolean {
  for (const { base, patterns } of files) {
    if (!path.startsWith(base) || path === base) continue;
    const { ignored, unignored } = patterns.test(path.slice(base.length));
    if (ignored || unignored) return ignored;
  }
  return false;
}
