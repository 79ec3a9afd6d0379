import type { PackageKind } from "../../core/inspection.ts";
import {
  cleanPath,
  collect,
  type FinalView,
  type ImageLayer,
  type TarEntry,
} from "../../formats/image-archive/index.ts";
import type { Collector } from "../collector.ts";
import { type ImagePackage } from "./package.ts";

const mostList = 8 * 1024 * 1024;

interface List {
  readonly kind: PackageKind;
  /** Path of the list, which leads to the package. */
  readonly path: string;
  readonly text: string;
}

/** Collects the lists in which packages name the files they installed: RECORD of Python, `.list` of dpkg, apk's database. */
export class InstalledFiles implements Collector {
  private readonly lists = new Map<string, List>();

  visit(_: ImageLayer, entry: TarEntry): ReturnType<Collector["visit"]> {
    const kind = entry.type === "file" ? kindOf(entry.path) : null;
    if (kind === null) return null;
    return collect(mostList, (bytes) => {
      this.lists.set(entry.path, { kind, path: entry.path, text: new TextDecoder("utf-8").decode(bytes) });
    });
  }

  /** Bytes of each package that are in the finished image. Shared files count for the first that names them. */
  bytes(packages: readonly ImagePackage[], view: FinalView): ReadonlyMap<ImagePackage, number> {
    const owners = new Map<string, ImagePackage>();
    const listed = new Set<ImagePackage>();
    const own = (path: string, one: ImagePackage): void => {
      listed.add(one);
      if (!owners.has(path)) owners.set(path, one);
    };
    for (const one of packages) for (const path of this.filesOf(one)) own(path, one);
    const folders = new Map(
      packages.filter((one) => one.kind === "node").map((one) => [one.path.slice(0, -"/package.json".length), one]),
    );
    const sums = new Map<ImagePackage, number>([...listed].map((one) => [one, 0]));
    const counted = new Set<string>();
    for (const { path, content } of view.entries()) {
      if (content === null || counted.has(`${content.layer} ${content.ordinal}`)) continue;
      const owner = owners.get(path) ?? owners.get(sourceOf(path)) ?? nearest(path, folders);
      if (owner === undefined) continue;
      counted.add(`${content.layer} ${content.ordinal}`);
      sums.set(owner, (sums.get(owner) ?? 0) + content.size);
    }
    return sums;
  }

  private filesOf(one: ImagePackage): readonly string[] {
    if (one.kind === "python") return recorded(this.lists.get(one.path.replace(/METADATA$/, "RECORD")));
    if (one.kind === "apk") return databaseFiles(this.lists.get(one.path)?.text ?? "", one.name);
    if (one.kind !== "dpkg") return [];
    const folder = "var/lib/dpkg/info";
    const list =
      this.lists.get(`${folder}/${one.name}.list`) ??
      [...architectures].map((arch) => this.lists.get(`${folder}/${one.name}:${arch}.list`)).find((found) => found);
    return (list?.text ?? "").split("\n").flatMap((line) => (line.startsWith("/") ? placesOf(line.slice(1)) : []));
  }
}

const architectures = ["amd64", "arm64", "armhf", "i386", "ppc64el", "riscv64", "s390x"];

function kindOf(path: string): PackageKind | null {
  if (path.endsWith(".dist-info/RECORD")) return "python";
  if (path.startsWith("var/lib/dpkg/info/") && path.endsWith(".list")) return "dpkg";
  return /^(?:usr\/)?lib\/apk\/db\/installed$/.test(path) ? "apk" : null;
}

/** Where `/lib` and the like are links into `/usr`, lists name either. */
function placesOf(path: string): readonly string[] {
  return /^(?:bin|sbin|lib|lib32|lib64)\//.test(path) ? [path, `usr/${path}`] : [path];
}

/** RECORD is a table: path, digest, size. Paths start at the folder of the `.dist-info`. */
function recorded(list: List | undefined): readonly string[] {
  if (list === undefined) return [];
  const base = list.path.split("/").slice(0, -2).join("/");
  return list.text.split(/\r?\n/).flatMap((line) => {
    const [, quoted, plain] = /^(?:"((?:[^"]|"")*)"|([^,]*)),/.exec(line) ?? [];
    const name = quoted?.replaceAll('""', '"') ?? plain ?? "";
    if (name === "") return [];
    return [name.startsWith("/") ? name.slice(1) : cleanPath(joined(base, name)).path];
  });
}

function joined(base: string, name: string): string {
  const out = base.split("/");
  for (const part of name.split("/")) {
    if (part === "..") out.pop();
    else if (part !== ".") out.push(part);
  }
  return out.join("/");
}

function databaseFiles(text: string, name: string): readonly string[] {
  const block = text.split(/\n\n+/).find((one) => /^P:(.+)$/m.exec(one)?.[1] === name) ?? "";
  let folder = "";
  return block.split("\n").flatMap((line) => {
    if (line.startsWith("F:")) folder = line.slice(2);
    return line.startsWith("R:") ? [folder === "" ? line.slice(2) : `${folder}/${line.slice(2)}`] : [];
  });
}

/** `a/__pycache__/b.cpython-311.pyc` is compiled from `a/b.py`. */
function sourceOf(path: string): string {
  const folder = path.endsWith(".pyc") ? path.lastIndexOf("__pycache__/") : -1;
  if (folder === -1) return path;
  const [name = ""] = path.slice(folder + "__pycache__/".length).split(".", 1);
  return `${path.slice(0, folder)}${name}.py`;
}

/** The innermost package folder that a file lies in. */
function nearest(path: string, folders: ReadonlyMap<string, ImagePackage>): ImagePackage | undefined {
  if (!path.includes("node_modules/")) return undefined;
  for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
    const found = folders.get(path.slice(0, at));
    if (found !== undefined) return found;
  }
  return undefined;
}
