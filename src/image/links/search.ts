import type { ElfFile } from "../../formats/elf/index.ts";
import type { FinalView } from "../../formats/image-archive/index.ts";
import { resolvePath } from "../resolve.ts";

/** An ELF file that is in the image, by its real path. */
export interface LinkedFile {
  readonly path: string;
  readonly elf: ElfFile;
}

/** What the loader's search depends on besides the files: the image's environment and the loader's own list of folders. */
export interface SearchSettings {
  /** Folders of LD_LIBRARY_PATH in the image's environment. */
  readonly libraryPath: readonly string[];
  /** Folders that /etc/ld.so.conf and what it includes name, or musl's path file. */
  readonly configured: readonly string[];
}

const multiarch: Readonly<Record<string, string>> = {
  x86_64: "x86_64-linux-gnu",
  aarch64: "aarch64-linux-gnu",
  arm: "arm-linux-gnueabihf",
  i386: "i386-linux-gnu",
  ppc64: "powerpc64le-linux-gnu",
  riscv: "riscv64-linux-gnu",
  s390x: "s390x-linux-gnu",
};

/** Where loaders look without being told: glibc's (with Debian's folders by machine) and musl's. */
export function defaultFolders(elf: ElfFile): readonly string[] {
  const triplet = multiarch[elf.machine];
  return [
    ...(triplet === undefined ? [] : [`/lib/${triplet}`, `/usr/lib/${triplet}`]),
    ...(elf.bits === 64 ? ["/lib64", "/usr/lib64"] : []),
    "/lib",
    "/usr/lib",
    "/usr/local/lib",
  ];
}

/** Folders of one rpath that are searched; real ones have a handful. */
const mostFolders = 64;

/** Finds libraries as ld.so(8) does: rpath (where there is no runpath), LD_LIBRARY_PATH, runpath, configured, default folders. */
export class LibrarySearch {
  private readonly view: FinalView;
  private readonly files: ReadonlyMap<string, LinkedFile>;
  private readonly settings: SearchSettings;
  private readonly folders = new Map<string, string | null>();
  private readonly usual = new Map<string, LinkedFile | null>();

  constructor(view: FinalView, files: ReadonlyMap<string, LinkedFile>, settings: SearchSettings) {
    this.view = view;
    this.files = files;
    this.settings = settings;
  }

  /** The file that `from` gets for a name. `inherited` are the rpaths of those that loaded it. */
  find(from: LinkedFile, name: string, inherited: readonly string[]): LinkedFile | null {
    if (name.includes("/")) return this.fitting(from, name);
    const { elf } = from;
    const rpath = elf.runpath.length > 0 ? [] : [...this.ownFolders(from, elf.rpath), ...inherited];
    return (
      this.inFolders(from, name, rpath) ??
      this.inFolders(from, name, this.settings.libraryPath) ??
      this.inFolders(from, name, this.ownFolders(from, elf.runpath)) ??
      this.inUsualFolders(from, name)
    );
  }

  private inFolders(from: LinkedFile, name: string, folders: readonly string[]): LinkedFile | null {
    for (const folder of folders) {
      const found = this.fitting(from, `${folder}/${name}`);
      if (found !== null) return found;
    }
    return null;
  }

  /** Everybody finds the same there, so each name is looked up once for each machine. */
  private inUsualFolders(from: LinkedFile, name: string): LinkedFile | null {
    const key = `${from.elf.machine} ${from.elf.bits} ${name}`;
    let found = this.usual.get(key);
    if (found === undefined) {
      found = this.inFolders(from, name, [...this.settings.configured, ...defaultFolders(from.elf)]);
      this.usual.set(key, found);
    }
    return found;
  }

  ownFolders(from: LinkedFile, folders: readonly string[]): readonly string[] {
    if (folders.length === 0) return folders;
    const origin = `/${from.path.slice(0, Math.max(0, from.path.lastIndexOf("/")))}`;
    return folders.slice(0, mostFolders).map((folder) => folder.replaceAll(/\$(?:ORIGIN\b|\{ORIGIN\})/g, origin));
  }

  /** A library for another machine is passed over, as the loader does. */
  private fitting(from: LinkedFile, path: string): LinkedFile | null {
    const file = this.at(path);
    return file !== null && file.elf.machine === from.elf.machine && file.elf.bits === from.elf.bits ? file : null;
  }

  private at(path: string): LinkedFile | null {
    const slash = path.lastIndexOf("/");
    const folder = path.slice(0, slash);
    let real = this.folders.get(folder);
    if (real === undefined) {
      real = resolveFolder(this.view, folder);
      this.folders.set(folder, real);
    }
    if (real === null) return null;
    const final = resolvePath(this.view, `${real}/${path.slice(slash + 1)}`);
    return final === null ? null : (this.files.get(final.path) ?? null);
  }
}

/** The real path of a folder, or the path itself where nothing but what is in it tells of it. */
function resolveFolder(view: FinalView, folder: string): string | null {
  const final = resolvePath(view, folder);
  if (final === null) return folder;
  return final.entry.type === "directory" ? final.path : null;
}
