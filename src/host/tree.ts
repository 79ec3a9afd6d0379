import { lstatSync, readFileSync, realpathSync, statSync } from "node:fs";
import { lstat, readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { SeaworthyError } from "../core/errors/index.ts";
import type { FileTree, TreeEntry } from "../core/ports/host.ts";
import { fileError } from "./file-error.ts";
import { isHeavy } from "./heavy-folders.ts";
import { decodeText } from "./text.ts";

const largestText = 2 * 1024 * 1024;
const mostEntries = 200_000;

type Text = { readonly text: string } | { readonly problem: string };

/**
 * Lists a folder. Symbolic links are listed and never entered; heavy folders are listed and not entered.
 * @throws SeaworthyError where the root is missing, unreadable or no folder, or holds over 200,000 entries
 */
export async function readTree(root: string): Promise<FileTree> {
  const top = await resolveRoot(root);
  const entries: TreeEntry[] = [];
  const problems = new Map<string, string>();
  const waiting = [""];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    await list(top, folder, { entries, problems, waiting });
    if (entries.length > mostEntries) throw tooLarge(root);
  }
  entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  const known = new Set(entries.map(({ path }) => path));
  const texts = new Map<string, Text>();
  const textOf = (path: string): Text => {
    const had = texts.get(path);
    if (had !== undefined) return had;
    const said = problems.get(path);
    const now = said === undefined ? readInside(top, path) : { problem: said };
    texts.set(path, now);
    return now;
  };
  return {
    root: top,
    entries,
    read(path) {
      const got = textOf(path);
      return "text" in got ? got.text : null;
    },
    problem(path) {
      const got = textOf(path);
      if ("text" in got) return null;
      return known.has(path) || got.problem !== "missing" ? got.problem : null;
    },
  };
}

async function resolveRoot(root: string): Promise<string> {
  try {
    const top = await realpath(root);
    if ((await stat(top)).isDirectory()) return top;
  } catch (error) {
    throw fileError("read the folder", root, error);
  }
  throw new SeaworthyError("not-a-folder", {
    what: `${JSON.stringify(root)} is not a folder`,
    why: "a file or something else is there",
    todo: "give the folder that holds the application",
  });
}

interface Listing {
  readonly entries: TreeEntry[];
  readonly problems: Map<string, string>;
  readonly waiting: string[];
}

async function list(top: string, folder: string, into: Listing): Promise<void> {
  let names;
  try {
    names = await readdir(join(top, folder));
  } catch (error) {
    if (folder === "") throw fileError("read the folder", top, error);
    into.problems.set(folder, `unreadable folder (${codeOf(error)})`);
    return;
  }
  await Promise.all(
    names.map(async (name) => {
      const path = folder === "" ? name : `${folder}/${name}`;
      const full = join(top, path);
      try {
        const status = await lstat(full);
        const kind = status.isFile()
          ? "file"
          : status.isDirectory()
            ? "directory"
            : status.isSymbolicLink()
              ? "symlink"
              : "other";
        into.entries.push({ path, kind, size: kind === "file" ? status.size : 0 });
        if (kind === "directory" && !isHeavy(full, name)) into.waiting.push(path);
      } catch (error) {
        // Gone since it was listed, or a name that is no UTF-8 and so cannot be asked for.
        into.entries.push({ path, kind: "other", size: 0 });
        into.problems.set(path, `cannot be looked at (${codeOf(error)})`);
      }
    }),
  );
}

function readInside(top: string, path: string): Text {
  const full = join(top, path);
  try {
    const real = realpathSync(full);
    if (real !== top && !real.startsWith(top.endsWith(sep) ? top : top + sep)) {
      return { problem: "leads out of the folder; it is not followed" };
    }
    const status = statSync(real);
    if (status.isDirectory()) return { problem: "is a folder" };
    // Opening a named pipe or a device could block for ever.
    if (!status.isFile()) return { problem: "not a regular file" };
    if (status.size > largestText)
      return { problem: `too large (${status.size} bytes; at most ${largestText} are read)` };
    return decodeText(readFileSync(real));
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR")
      return { problem: isLink(full) ? "a symbolic link to nothing" : "missing" };
    if (code === "ELOOP") return { problem: "a symbolic link that leads to itself" };
    return { problem: `unreadable (${code})` };
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

function tooLarge(root: string): SeaworthyError {
  return new SeaworthyError("tree-too-large", {
    what: `${JSON.stringify(root)} holds over ${mostEntries} files`,
    why: "it is more than one application, such as a home folder",
    todo: "give the folder of the application itself",
  });
}
