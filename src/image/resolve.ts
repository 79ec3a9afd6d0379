import { cleanPath, type FinalEntry, type FinalView, linkTarget } from "../formats/image-archive/index.ts";

const mostLinks = 40;

/** The entry that a path leads to inside the image, every link followed, or null. The root stays the image's own. */
export function resolvePath(view: FinalView, path: string): FinalEntry | null {
  let rest = cleanPath(path).path;
  for (let links = 0; links <= mostLinks; links += 1) {
    const found = view.linkOrEntry(rest);
    if (found?.entry.type !== "symlink" || rest === "") return found;
    // A link is taken apart anew from the root: its target may lead through further links.
    const after = rest.slice(found.path.length + 1);
    const target = linkTarget(found.path, found.entry.linkname).path;
    rest = target === "" || after === "" ? target + after : `${target}/${after}`;
  }
  return null;
}
