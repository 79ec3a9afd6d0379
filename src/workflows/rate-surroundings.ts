import { SeaworthyError } from "../core/errors/index.ts";
import type { ServiceFacts } from "../core/facts.ts";
import type { FileTree, TreeEntry } from "../core/ports/host.ts";
import type { RepositoryFacts } from "../rules/repository.ts";
import type { Context } from "./context.ts";
import { isTop, parentOf } from "./rate-config.ts";

/** What the rules may know of a build context. */
export function repositoryOf(tree: FileTree, service: ServiceFacts | null): RepositoryFacts {
  const files = tree.entries.filter((entry) => entry.kind !== "directory").map((entry) => entry.path);
  return { files, dockerignore: tree.read(".dockerignore"), service };
}

/** What lies in and below folders. A folder below one that was already read is cut out of it, so that a whole repository is read once. */
export class Surroundings {
  private readonly trees = new Map<string, Promise<FileTree | null>>();
  private readonly folders = new Map<string, Promise<Cut | null>>();
  private readonly tops = new Map<string, Promise<readonly string[] | null>>();

  private readonly context: Context;

  constructor(context: Context) {
    this.context = context;
  }

  /** Reads a folder ahead of the folders below it. */
  async prime(folder: string): Promise<void> {
    await this.tree(folder);
  }

  /** The build context that a folder would be for a file of this name in it; null where the folder cannot be listed. */
  async facts(folder: string, name: string): Promise<RepositoryFacts | null> {
    let known = this.folders.get(folder);
    if (known === undefined) this.folders.set(folder, (known = this.cut(folder)));
    const found = await known;
    if (found === null) return null;
    // The ignore file beside a Dockerfile counts before the folder's own.
    const dockerignore = found.text(`${name}.dockerignore`) ?? found.text(".dockerignore");
    return { files: found.files, dockerignore, service: null };
  }

  /** The folders above one up to the top of its repository, nearest first; none outside a repository. */
  async above(folder: string): Promise<readonly string[]> {
    return (await this.upwards(folder)) ?? [];
  }

  /** Null where there is no repository. */
  private upwards(folder: string): Promise<readonly string[] | null> {
    let known = this.tops.get(folder);
    if (known === undefined) this.tops.set(folder, (known = this.climb(folder)));
    return known;
  }

  private async climb(folder: string): Promise<readonly string[] | null> {
    if (await isTop(this.context, folder)) return [];
    const parent = parentOf(folder);
    const above = parent === null ? null : await this.upwards(parent);
    return parent === null || above === null ? null : [parent, ...above];
  }

  private async cut(folder: string): Promise<Cut | null> {
    for (let at: string | null = folder; at !== null; at = parentOf(at)) {
      const known = this.trees.get(at);
      const tree = known === undefined ? null : await known;
      const cut = tree === null ? null : cutOf(tree, at === folder ? "" : folder.slice(at === "/" ? 1 : at.length + 1));
      if (cut !== null) return cut;
    }
    const tree = await this.tree(folder);
    return tree === null ? null : cutOf(tree, "");
  }

  private tree(folder: string): Promise<FileTree | null> {
    let tree = this.trees.get(folder);
    if (tree === undefined) this.trees.set(folder, (tree = this.read(folder)));
    return tree;
  }

  private async read(folder: string): Promise<FileTree | null> {
    try {
      return await this.context.files.tree(folder);
    } catch (error) {
      if (error instanceof SeaworthyError) return null;
      throw error;
    }
  }
}

interface Cut {
  readonly files: readonly string[];
  /** The text of a file that is there. */
  text(path: string): string | null;
}

/** The part of a tree below one of its folders; null where the tree was not entered there. */
function cutOf(tree: FileTree, below: string): Cut | null {
  const prefix = below === "" ? "" : `${below}/`;
  const { entries } = tree;
  const files: string[] = [];
  let seen = prefix === "";
  for (let at = firstFrom(entries, prefix); at < entries.length; at += 1) {
    const entry = entries[at];
    if (entry === undefined || !entry.path.startsWith(prefix)) break;
    seen = true;
    if (entry.kind !== "directory") files.push(entry.path.slice(prefix.length));
  }
  if (!seen) return null;
  // Asked of every file, and there for few.
  const ignores = new Set(files.filter((file) => file.endsWith("ignore")));
  return { files, text: (path) => (ignores.has(path) ? tree.read(`${prefix}${path}`) : null) };
}

/** The index of the first entry whose path is not before the prefix; entries are sorted by path. */
function firstFrom(entries: readonly TreeEntry[], prefix: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.path ?? "") < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}
