import { archiveError } from "./errors.ts";
import { cleanPath } from "./path.ts";
import type { TarEntry } from "./tar-parser.ts";

/** The bytes of a file: which entry of which layer holds them. Hard links share one of these. */
export interface Content {
  readonly layer: number;
  /** Position of the entry within its layer, from 0. */
  readonly ordinal: number;
  readonly size: number;
  /** Where its bytes begin in the archive; null where they do not lie there as they are (compressed layers, sparse files). */
  readonly offset: number | null;
}

/** What a layer did to a path, told when the layer is closed: deletions first, then its entries in their order. */
export interface ViewChange {
  readonly kind: "added" | "changed" | "deleted";
  readonly layer: number;
  readonly before: FinalEntry | null;
  readonly after: FinalEntry | null;
  /** What a deletion names or a replacing entry's path: above `before` where a whole folder went; null for additions. */
  readonly through: string | null;
}

/** A path as a container sees it. */
export interface FinalEntry {
  readonly path: string;
  readonly entry: TarEntry;
  /** The layer that wrote the entry. */
  readonly layer: number;
  /** Null for all but files, and for hard links to nothing. */
  readonly content: Content | null;
}

interface Node {
  /** Null for a folder that only its children imply. */
  final: FinalEntry | null;
  children: Map<string, Node> | null;
}

export type Whiteout =
  | { readonly kind: "plain"; readonly path: string }
  | { readonly kind: "opaque"; readonly path: string };

/**
 * What a layer's entry deletes, or null where it is an ordinary entry. It goes by the name alone: type, size and link name
 * of a whiteout mean nothing. Names that would delete the folder itself or its parent (`.wh..`, `.wh...`) delete nothing.
 */
export function whiteoutOf(path: string): Whiteout | "meaningless" | null {
  const slash = path.lastIndexOf("/");
  if (!path.startsWith(".wh.", slash + 1)) return null;
  const name = path.slice(slash + 1);
  const folder = slash === -1 ? "" : path.slice(0, slash);
  if (name === ".wh..wh..opq") return { kind: "opaque", path: folder };
  const target = name.slice(4);
  // `.wh..wh.` is reserved for the storage driver that invented whiteouts.
  if (target === "" || target === "." || target === ".." || target.startsWith(".wh.")) return "meaningless";
  return { kind: "plain", path: folder === "" ? target : `${folder}/${target}` };
}

/**
 * The layers of an image merged, as OCI has it: a layer's whiteouts delete from the layers below it, never from itself,
 * wherever they stand in it. Feed entries with {@link add} in order and close each layer.
 */
export class FinalView {
  private readonly root: Node = { final: null, children: null };
  /** A file's own content is told already, a hard link's when the layer is closed. */
  private pending: FinalEntry[] = [];
  private readonly deletions: Whiteout[] = [];
  private layer = 0;
  /** Folders that entries of this layer were put into, until anything is taken away. */
  private readonly folders = new Map<string, Node>();
  /** What `entries` answers, until the next layer. */
  private listed: readonly FinalEntry[] | null = null;
  private readonly onChange: (change: ViewChange) => void;

  constructor(onChange: (change: ViewChange) => void = () => {}) {
    this.onChange = onChange;
  }

  add(entry: TarEntry, ordinal: number, offset: number | null = null): void {
    const whiteout = whiteoutOf(entry.path);
    if (whiteout === null) {
      const { layer } = this;
      const content = entry.type === "file" ? { layer, ordinal, size: entry.size, offset } : null;
      this.pending.push({ path: entry.path, entry, layer, content });
    } else if (whiteout !== "meaningless") this.deletions.push(whiteout);
  }

  closeLayer(): void {
    this.listed = null;
    for (const whiteout of this.deletions) this.delete(whiteout);
    for (const one of this.pending) this.put(one);
    this.deletions.length = 0;
    this.pending = [];
    this.folders.clear();
    this.layer += 1;
  }

  /** The entry at a path, without following links. */
  get(path: string): FinalEntry | null {
    return this.node(cleanPath(path).path)?.final ?? null;
  }

  /** All entries, folders before what is in them, names sorted. */
  entries(): readonly FinalEntry[] {
    return (this.listed ??= listOf(this.root));
  }

  /** The entry of a folder and all below it, in the same order: quicker than going through all there are. */
  below(folder: string): readonly FinalEntry[] {
    const node = this.node(folder);
    return node === null ? [] : listOf(node);
  }

  /** The first symbolic link on the way to a path, or the entry at its end. */
  linkOrEntry(path: string): FinalEntry | null {
    let node: Node = this.root;
    for (const name of parts(cleanPath(path).path)) {
      const child = node.children?.get(name);
      if (child === undefined) return null;
      if (child.final?.entry.type === "symlink") return child.final;
      node = child;
    }
    return node.final;
  }

  private delete(whiteout: Whiteout): void {
    if (whiteout.kind === "opaque") {
      const folder = this.node(whiteout.path);
      if (folder !== null) this.clear(folder, whiteout.path);
      return;
    }
    const slash = whiteout.path.lastIndexOf("/");
    const folder = slash === -1 ? this.root : this.node(whiteout.path.slice(0, slash));
    const name = whiteout.path.slice(slash + 1);
    const gone = folder?.children?.get(name);
    if (gone === undefined) return;
    this.lose(gone, whiteout.path);
    this.clear(gone, whiteout.path);
    folder?.children?.delete(name);
  }

  private put(pending: FinalEntry): void {
    const { path, entry, layer } = pending;
    const linked = entry.type === "hardlink" ? (this.get(entry.linkname)?.content ?? null) : null;
    const after = linked === null ? pending : { path, entry, layer, content: linked };
    const node =
      path === "" ? this.root : this.childOf(this.folderOf(path), path.slice(path.lastIndexOf("/") + 1), path);
    if (entry.type !== "directory") this.clear(node, path);
    const before = node.final;
    node.final = after;
    const through = before === null ? null : path;
    this.onChange({ kind: before === null ? "added" : "changed", layer, before, after, through });
  }

  /** The folder of a path, made where there is none: one look for most, instead of one for each part of the path. */
  private folderOf(path: string): Node {
    const folder = path.slice(0, Math.max(path.lastIndexOf("/"), 0));
    const known = this.folders.get(folder);
    if (known !== undefined) return known;
    let node = this.root;
    for (const name of parts(folder)) node = this.childOf(node, name, path);
    this.folders.set(folder, node);
    return node;
  }

  /** The node of a name in a folder, made where there is none; a file or link that was there before the folder is lost. */
  private childOf(folder: Node, name: string, through: string): Node {
    if (folder.final !== null && folder.final.entry.type !== "directory") this.lose(folder, through);
    folder.children ??= new Map();
    let child = folder.children.get(name);
    if (child === undefined) {
      child = { final: null, children: null };
      folder.children.set(name, child);
    }
    return child;
  }

  /** Takes away what is at a node, not what is below it. */
  private lose(node: Node, through: string): void {
    const before = node.final;
    node.final = null;
    this.folders.clear();
    if (before !== null) this.onChange({ kind: "deleted", layer: this.layer, before, after: null, through });
  }

  /** Takes away what is below a node. */
  private clear(node: Node, through: string): void {
    const stack = [...(node.children?.values() ?? [])];
    for (let below = stack.pop(); below !== undefined; below = stack.pop()) {
      this.lose(below, through);
      if (below.children !== null) stack.push(...below.children.values());
    }
    if (node.children !== null) this.folders.clear();
    node.children = null;
  }

  private node(path: string): Node | null {
    let node: Node = this.root;
    for (const name of parts(path)) {
      const child = node.children?.get(name);
      if (child === undefined) return null;
      node = child;
    }
    return node;
  }
}

function listOf(from: Node): readonly FinalEntry[] {
  const all: FinalEntry[] = [];
  const stack: Node[] = [from];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.final !== null) all.push(node.final);
    if (node.children === null) continue;
    const names = [...node.children.keys()].sort();
    for (let at = names.length - 1; at >= 0; at -= 1) {
      const child = node.children.get(names[at] ?? "");
      if (child !== undefined) stack.push(child);
    }
  }
  return all;
}

function parts(path: string): readonly string[] {
  return path === "" ? [] : path.split("/");
}

/** Counts entries of all layers, so that an archive of nothing but names stays bounded. */
export class EntryBudget {
  private left: number;
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
    this.left = limit;
  }

  take(): void {
    this.left -= 1;
    if (this.left < 0)
      throw archiveError("image-archive-too-large", "The image has too many entries.", `The limit is ${this.limit}.`);
  }
}
