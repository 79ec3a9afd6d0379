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

interface Pending {
  readonly entry: TarEntry;
  readonly ordinal: number;
  readonly offset: number | null;
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
  const name = path.slice(slash + 1);
  if (!name.startsWith(".wh.")) return null;
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
  private pending: Pending[] = [];
  private readonly deletions: Whiteout[] = [];
  private layer = 0;
  /** The folder that the last entry was put into; null once anything was taken away. */
  private latest: { readonly path: string; readonly node: Node } | null = null;
  /** What `entries` answers, until the next layer. */
  private listed: readonly FinalEntry[] | null = null;
  private readonly onChange: (change: ViewChange) => void;

  constructor(onChange: (change: ViewChange) => void = () => {}) {
    this.onChange = onChange;
  }

  add(entry: TarEntry, ordinal: number, offset: number | null = null): void {
    const whiteout = whiteoutOf(entry.path);
    if (whiteout === null) this.pending.push({ entry, ordinal, offset });
    else if (whiteout !== "meaningless") this.deletions.push(whiteout);
  }

  closeLayer(): void {
    this.listed = null;
    for (const whiteout of this.deletions) this.delete(whiteout);
    for (const one of this.pending) this.put(one);
    this.deletions.length = 0;
    this.pending = [];
    this.layer += 1;
  }

  /** The entry at a path, without following links. */
  get(path: string): FinalEntry | null {
    return this.node(cleanPath(path).path)?.final ?? null;
  }

  /** All entries, folders before what is in them, names sorted. */
  entries(): Iterable<FinalEntry> {
    return (this.listed ??= [...this.walk()]);
  }

  private *walk(): Generator<FinalEntry> {
    const stack: Node[] = [this.root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.final !== null) yield node.final;
      if (node.children === null) continue;
      const names = [...node.children.keys()].sort().reverse();
      for (const name of names) {
        const child = node.children.get(name);
        if (child !== undefined) stack.push(child);
      }
    }
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

  private put({ entry, ordinal, offset }: Pending): void {
    const content = this.contentOf(entry, ordinal, offset);
    const slash = entry.path.lastIndexOf("/");
    const folder = slash === -1 ? "" : entry.path.slice(0, slash);
    // Most entries lie in the folder of the one before.
    const known = this.latest?.path === folder ? this.latest.node : null;
    let node = known ?? this.root;
    let parent = node;
    for (const name of parts(known === null ? entry.path : entry.path.slice(slash + 1))) {
      // A folder below a file or link replaces it.
      if (node.final !== null && node.final.entry.type !== "directory") this.lose(node, entry.path);
      node.children ??= new Map();
      let child = node.children.get(name);
      if (child === undefined) {
        child = { final: null, children: null };
        node.children.set(name, child);
      }
      parent = node;
      node = child;
    }
    this.latest = { path: folder, node: parent };
    if (entry.type !== "directory") this.clear(node, entry.path);
    const before = node.final;
    const after = { path: entry.path, entry, layer: this.layer, content };
    node.final = after;
    const through = before === null ? null : entry.path;
    this.onChange({ kind: before === null ? "added" : "changed", layer: this.layer, before, after, through });
  }

  /** Takes away what is at a node, not what is below it. */
  private lose(node: Node, through: string): void {
    const before = node.final;
    node.final = null;
    this.latest = null;
    if (before !== null) this.onChange({ kind: "deleted", layer: this.layer, before, after: null, through });
  }

  /** Takes away what is below a node. */
  private clear(node: Node, through: string): void {
    const stack = [...(node.children?.values() ?? [])];
    for (let below = stack.pop(); below !== undefined; below = stack.pop()) {
      this.lose(below, through);
      if (below.children !== null) stack.push(...below.children.values());
    }
    if (node.children !== null) this.latest = null;
    node.children = null;
  }

  private contentOf(entry: TarEntry, ordinal: number, offset: number | null): Content | null {
    if (entry.type === "file") return { layer: this.layer, ordinal, size: entry.size, offset };
    return entry.type === "hardlink" ? (this.get(entry.linkname)?.content ?? null) : null;
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
