import type { LayerEntry } from "../../core/image-contents.ts";

/** How a path stands at a layer: untouched by it, or what it did. */
export type Status = "same" | LayerEntry["change"];

export interface TreeNode {
  readonly path: string;
  readonly name: string;
  /** Null for a folder that only its children imply. */
  entry: LayerEntry | null;
  status: Status;
  /** Of a folder: of all files in it that are there. */
  bytes: number;
  readonly children: Map<string, TreeNode>;
}

/**
 * The file system as it is when layer `upTo` is done, with what was deleted still shown. A path's status is what layer
 * `upTo` did to it, or, `together`, what all layers from the second on did.
 */
export function treeAt(layers: readonly (readonly LayerEntry[])[], upTo: number, together: boolean): TreeNode {
  const root = node("", "");
  const since = together ? Math.min(1, upTo) : upTo;
  for (const [index, entries] of layers.slice(0, upTo + 1).entries()) {
    const counts = index >= since;
    for (const entry of entries) {
      const at = place(root, entry.path);
      if (entry.change === "deleted") {
        at.status = "deleted";
        at.entry = entry;
        // Gone before the layers that are looked at: it is no part of what they changed.
        if (!counts) forget(root, entry.path);
      } else {
        const fresh = at.entry === null || at.status === "deleted";
        at.status = !counts ? "same" : fresh || at.status === "added" ? "added" : "changed";
        at.entry = entry;
      }
    }
  }
  sum(root);
  return root;
}

function node(path: string, name: string): TreeNode {
  return { path, name, entry: null, status: "same", bytes: 0, children: new Map() };
}

function place(root: TreeNode, path: string): TreeNode {
  let at = root;
  for (const name of path === "" ? [] : path.split("/")) {
    let child = at.children.get(name);
    if (child === undefined) {
      child = node(at.path === "" ? name : `${at.path}/${name}`, name);
      at.children.set(name, child);
    }
    at = child;
  }
  return at;
}

function forget(root: TreeNode, path: string): void {
  const slash = path.lastIndexOf("/");
  place(root, slash === -1 ? "" : path.slice(0, slash)).children.delete(path.slice(slash + 1));
}

/** Bytes of folders, and, of folders that no layer wrote themselves, whether something in them changed. */
function sum(root: TreeNode): void {
  const order: TreeNode[] = [root];
  for (let at = 0; at < order.length; at += 1) order.push(...(order[at]?.children.values() ?? []));
  for (const one of order.toReversed()) {
    if (one.children.size === 0) {
      one.bytes = one.entry?.bytes ?? 0;
      continue;
    }
    one.bytes = 0;
    for (const child of one.children.values()) {
      if (child.status !== "deleted") one.bytes += child.bytes;
      if (child.status !== "same" && one.status === "same") one.status = "changed";
    }
  }
}

/** A line of the tree as it is shown. */
export interface Row {
  readonly node: TreeNode;
  readonly depth: number;
}

/** The tree as lines: folders first, then by name; without what is folded, switched off or does not fit the filter. */
export function rowsOf(
  root: TreeNode,
  hidden: ReadonlySet<Status>,
  folded: ReadonlySet<string>,
  filter: string,
): readonly Row[] {
  const wanted = filter === "" ? null : matching(root, filter.toLowerCase());
  const rows: Row[] = [];
  const stack: Row[] = below(root, -1);
  for (let row = stack.pop(); row !== undefined; row = stack.pop()) {
    if (hidden.has(row.node.status) || (wanted !== null && !wanted.has(row.node.path))) continue;
    rows.push(row);
    // What a filter finds is shown, folded or not.
    if (wanted !== null || !folded.has(row.node.path)) stack.push(...below(row.node, row.depth));
  }
  return rows;
}

/** Last first, for a stack. */
function below(parent: TreeNode, depth: number): Row[] {
  const isFile = (one: TreeNode): number => (one.children.size > 0 ? 0 : 1);
  return [...parent.children.values()]
    .toSorted((a, b) => isFile(b) - isFile(a) || (a.name < b.name ? 1 : -1))
    .map((child) => ({ node: child, depth: depth + 1 }));
}

/** Paths that hold the text, and the folders that lead there. */
function matching(root: TreeNode, text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const stack = [root];
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    stack.push(...one.children.values());
    if (!one.path.toLowerCase().includes(text)) continue;
    for (let path = one.path; path !== ""; path = path.slice(0, Math.max(0, path.lastIndexOf("/")))) {
      if (found.has(path)) break;
      found.add(path);
    }
  }
  return found;
}
