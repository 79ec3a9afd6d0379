import type { InspectedLinks } from "../../core/inspection.ts";
import type { FinalView } from "../../formats/image-archive/index.ts";
import type { Program } from "../programs/collect.ts";
import { defaultFolders, LibrarySearch, type LinkedFile, type SearchSettings } from "./search.ts";

/** Names looked up in all: a real image has some ten thousand, a hostile one may ask for every order of its libraries. */
const mostSteps = 2_000_000;

type Missing = InspectedLinks["missing"][number];

/** The libraries that files name and do not get, and those in the loader's folders that nobody names. */
export function closure(
  programs: readonly Program[],
  view: FinalView,
  settings: SearchSettings,
): Pick<InspectedLinks, "missing" | "unused"> {
  const files = new Map<string, LinkedFile>();
  const layers = new Map<string, Program>();
  for (const program of programs) {
    if (program.elf === null || program.elf.kind === "relocatable") continue;
    files.set(program.final.path, { path: program.final.path, elf: program.elf });
    layers.set(program.final.path, program);
  }
  const walk = new Walk(new LibrarySearch(view, files, settings));
  // Programs first: what they load hands on their rpath. What only opens later, such as a plug-in, is walked by itself.
  const roots = [...files.values()].toSorted((a, b) => Number(isLibrary(a)) - Number(isLibrary(b)));
  for (const file of roots) walk.from(file);
  const bySoname = new Map<string, string>();
  for (const { path, elf } of files.values()) bySoname.set(elf.soname ?? path.replace(/^.*\//, ""), path);
  const missing = walk.missing
    .filter(([file, name]) => !walk.found.has(`${file.path} ${name}`))
    .map(([file, library]): Missing => {
      const layer = layers.get(file.path)?.final.layer ?? 0;
      return { path: file.path, layer, library, elsewhere: bySoname.get(library) ?? null };
    });
  return { missing: missing.toSorted(byPath), unused: unused(files, layers, walk.used, settings) };
}

function isLibrary({ elf }: LinkedFile): boolean {
  return elf.interpreter === null;
}

class Walk {
  readonly used = new Set<string>();
  readonly found = new Set<string>();
  readonly missing: (readonly [LinkedFile, string])[] = [];
  private readonly told = new Set<string>();
  private readonly search: LibrarySearch;
  /** Walked with nothing inherited: whoever comes by with nothing finds the same again. */
  private readonly walked = new Set<string>();
  private left = mostSteps;

  constructor(search: LibrarySearch) {
    this.search = search;
  }

  /** Walks what a file needs, and what that needs in turn, breadth first; each library is loaded once, by the first to name it. */
  from(root: LinkedFile): void {
    const loaded = new Set<string>([root.path]);
    let queue: (readonly [LinkedFile, readonly string[]])[] = [[root, []]];
    while (queue.length > 0) {
      const next: (readonly [LinkedFile, readonly string[]])[] = [];
      for (const [file, inherited] of queue) {
        if (inherited.length === 0 && this.walked.has(file.path)) continue;
        if (inherited.length === 0) this.walked.add(file.path);
        const own = file.elf.runpath.length > 0 ? [] : this.search.ownFolders(file, file.elf.rpath);
        const handed = [...new Set([...own, ...inherited])];
        for (const library of this.librariesOf(file, inherited)) {
          if (loaded.has(library.path)) continue;
          loaded.add(library.path);
          next.push([library, handed]);
        }
      }
      queue = next;
    }
  }

  private *librariesOf(file: LinkedFile, inherited: readonly string[]): Generator<LinkedFile> {
    for (const name of file.elf.needed) {
      this.left -= 1;
      if (this.left < 0) return;
      const key = `${file.path} ${name}`;
      const library = this.search.find(file, name, inherited);
      if (library !== null) {
        this.found.add(key);
        this.used.add(library.path);
        yield library;
      } else if (!this.told.has(key)) {
        this.told.add(key);
        this.missing.push([file, name]);
      }
    }
  }
}

/** Only what lies where loaders look and is named as libraries are: plug-ins lie elsewhere and are opened by name. */
function unused(
  files: ReadonlyMap<string, LinkedFile>,
  layers: ReadonlyMap<string, Program>,
  used: ReadonlySet<string>,
  settings: SearchSettings,
): InspectedLinks["unused"] {
  const rows: InspectedLinks["unused"][number][] = [];
  for (const file of files.values()) {
    const program = layers.get(file.path);
    if (used.has(file.path) || !isLibrary(file) || program === undefined) continue;
    const slash = file.path.lastIndexOf("/");
    const folder = `/${file.path.slice(0, slash)}`;
    const name = file.path.slice(slash + 1);
    const searched = [...defaultFolders(file.elf), ...settings.configured].some(
      (one) => one === folder || `/usr${one}` === folder,
    );
    // The loader itself and the name service's modules are asked for by name, not linked.
    if (!searched || !/^lib.+\.so(?:\.|$)/.test(name) || name.startsWith("libnss_")) continue;
    rows.push({ path: file.path, layer: program.final.layer, bytes: program.final.content?.size ?? 0 });
  }
  return rows.toSorted((a, b) => b.bytes - a.bytes || byPath(a, b));
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
