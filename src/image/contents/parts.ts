import type { ContentPart } from "../../core/recorded-build.ts";

/** A file, or a folder's files put together. */
export interface Sized {
  readonly path: string;
  readonly bytes: number;
  readonly files: number;
}

export interface PartLimits {
  /** Parts with less than this share of all bytes are put together. */
  readonly share: number;
  /** Most parts of one folder. */
  readonly width: number;
  readonly depth: number;
}

interface Folder {
  bytes: number;
  files: number;
  readonly below: Map<string, Folder>;
}

export const partLimits: PartLimits = { share: 0.002, width: 24, depth: 9 };

/** Paths as a tree of what matters: the largest first, what is small put together, bytes and files the same in sum. */
export function partsOf(
  list: Iterable<Sized>,
  limits: PartLimits = partLimits,
  whole?: number,
): readonly ContentPart[] {
  const root = folder();
  for (const { path, bytes, files } of list) {
    let at = root;
    add(at, bytes, files);
    for (const name of path.split("/")) {
      if (name === "") continue;
      let next = at.below.get(name);
      if (next === undefined) at.below.set(name, (next = folder()));
      at = next;
      add(at, bytes, files);
    }
  }
  return parts(root, (whole ?? root.bytes) * limits.share, limits, 0);
}

function parts(of: Folder, least: number, limits: PartLimits, depth: number): readonly ContentPart[] {
  const below = [...of.below];
  const own = ownFiles(of);
  // Where folders were listed and not files, what lies in the folder itself is a part too.
  if (own.files > 0 && below.length > 0) below.push(["files here", own]);
  const all = below.toSorted(([a, one], [b, other]) => other.bytes - one.bytes || (a < b ? -1 : 1));
  const shown = all.filter(([, one], at) => at < limits.width && one.bytes >= least && one.bytes > 0);
  // One that stands for itself says more than "1 more".
  const kept = all.length - shown.length === 1 && all.length > 0 ? all : shown;
  const small = all.slice(kept.length);
  const found = kept.map(([name, one]): ContentPart => {
    const [joined, end] = only(name, one);
    const inner = depth + 1 < limits.depth && end.below.size > 0 ? parts(end, least, limits, depth + 1) : [];
    // A folder of which nothing but small parts are left is shown as one.
    const told = inner.some((part) => part.rest === undefined);
    return { name: joined, bytes: one.bytes, files: one.files, ...(told ? { parts: inner } : {}) };
  });
  const rest = small.reduce((sum, [, one]) => ({ bytes: sum.bytes + one.bytes, files: sum.files + one.files }), {
    bytes: 0,
    files: 0,
  });
  return rest.bytes === 0 ? found : [...found, { name: "", ...rest, rest: small.length }];
}

/** What a folder holds beside its parts. */
function ownFiles(of: Folder): Folder {
  const own = folder();
  add(own, of.bytes, of.files);
  for (const one of of.below.values()) add(own, -one.bytes, -one.files);
  return own;
}

/** Goes down while a folder holds nothing but one other. */
function only(name: string, from: Folder): readonly [string, Folder] {
  let joined = name;
  let at = from;
  while (at.below.size === 1) {
    const [entry] = at.below;
    if (entry === undefined || entry[1].files !== at.files) break;
    joined = `${joined}/${entry[0]}`;
    at = entry[1];
  }
  return [joined, at];
}

function folder(): Folder {
  return { bytes: 0, files: 0, below: new Map() };
}

function add(to: Folder, bytes: number, files: number): void {
  to.bytes += bytes;
  to.files += files;
}
