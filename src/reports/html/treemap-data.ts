import type { ContentPart, RecordedContents, RecordedPackage } from "../../core/recorded-build.ts";
import { counted } from "../../records/figures.ts";

/** A part of a picture: name, bytes, files, what is below. Short names, because the page carries it. */
export interface MapNode {
  readonly n: string;
  readonly b: number;
  readonly f: number;
  /** Longer text than the name. */
  readonly t?: string;
  readonly p?: readonly MapNode[];
}

const kinds: Readonly<Partial<Record<RecordedPackage["kind"], string>>> = {
  python: "Python packages",
  conda: "Conda packages",
  node: "npm packages",
  go: "Go modules",
  cargo: "Crates",
  jar: "Java archives",
  nuget: "NuGet packages",
  gem: "Gems",
  composer: "Composer packages",
  dpkg: "Debian packages",
  apk: "Alpine packages",
  rpm: "RPM packages",
  pacman: "Arch packages",
  opkg: "opkg packages",
};

export function kindName(kind: RecordedPackage["kind"]): string {
  return kinds[kind] ?? `${kind} packages`;
}

/** An image by layer and folder; one that was listed as a whole by folder. */
export function byFolder(contents: RecordedContents): MapNode {
  const layers = contents.layers.filter((one) => one.bytes > 0);
  const [only] = layers;
  if (contents.read === "files" && only !== undefined)
    return { n: "file system", b: only.bytes, f: only.files, p: only.parts.map(partNode) };
  const p = layers.map((one): MapNode => {
    const gone = { n: "deleted or replaced later", b: one.goneBytes, f: 0 };
    const name = instructionName(one.instruction);
    const below = [...one.parts.map(partNode), ...(one.goneBytes > 0 ? [gone] : [])];
    return { n: name, t: one.instruction || name, b: one.bytes, f: one.files, p: below };
  });
  return { n: "image", b: sum(p, "b"), f: sum(p, "f"), p };
}

/** An image by kind of package and package; what belongs to none stands beside them. */
export function byPackage(contents: RecordedContents): MapNode | null {
  const whole = byFolder(contents);
  const groups = new Map<RecordedPackage["kind"], MapNode[]>();
  for (const { kind, name, version, bytes } of contents.packages) {
    if (bytes === null || bytes === 0) continue;
    const node = { n: name, ...(version === null ? {} : { t: `${name} ${version}` }), b: bytes, f: 0 };
    groups.set(kind, [...(groups.get(kind) ?? []), node]);
  }
  if (groups.size === 0) return null;
  const p = [...groups].map(([kind, list]): MapNode => {
    const below = largest(list, whole.b * 0.0015);
    return { n: kindName(kind), b: sum(list, "b"), f: 0, p: below };
  });
  const left = whole.b - sum(p, "b");
  const all = left > 0 ? [...p, { n: "files of no package", b: left, f: 0 }] : p;
  return { n: whole.n, b: whole.b, f: whole.f, p: all.toSorted((a, b) => b.b - a.b) };
}

function largest(list: readonly MapNode[], least: number): readonly MapNode[] {
  const sorted = list.toSorted((a, b) => b.b - a.b);
  const kept = sorted.filter((one, at) => at < 60 && one.b >= least);
  const small = sorted.slice(kept.length);
  return small.length === 0
    ? kept
    : [...kept, { n: counted(small.length, "smaller package"), b: sum(small, "b"), f: 0 }];
}

function partNode({ name, bytes, files, rest, parts }: ContentPart): MapNode {
  const n = rest === undefined ? name : `${rest} smaller`;
  return { n, b: bytes, f: files, ...(parts === undefined ? {} : { p: parts.map(partNode) }) };
}

/** What an instruction is called where there is little room. */
export function instructionName(instruction: string): string {
  const text = instruction
    .replace(/# buildkit$/, "")
    .replace(/\s+/g, " ")
    .trim();
  if (text === "") return "base root file system";
  return text.replace(/^RUN \/bin\/sh -c /, "RUN ");
}

function sum(list: readonly MapNode[], key: "b" | "f"): number {
  return list.reduce((total, one) => total + one[key], 0);
}
