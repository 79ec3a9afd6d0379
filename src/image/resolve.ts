import { cleanPath, type FinalEntry, type FinalView, linkTarget } from "../formats/image-archive/index.ts";

const mostLinks = 40;

/** The entry that a path leads to inside the image, every link followed, or null. The root stays the image's own. */
export function resolvePath(view: FinalView, path: string): FinalEntry | null {
  let rest = cleanPath(path).path.split("/");
  let at = "";
  let links = 0;
  while (rest.length > 0) {
    const [name = "", ...after] = rest;
    const here = at === "" ? name : `${at}/${name}`;
    const entry = view.get(here);
    if (entry?.entry.type === "symlink") {
      links += 1;
      if (links > mostLinks) return null;
      // A link is taken apart anew from the root: its target may lead through further links.
      const target = linkTarget(here, entry.entry.linkname).path;
      rest = [...(target === "" ? [] : target.split("/")), ...after];
      at = "";
      continue;
    }
    if (after.length === 0) return entry;
    at = here;
    rest = after;
  }
  return view.get(at);
}
