/** A path inside an image: relative to its root, with `/`, without `.` and empty parts; `""` is the root itself. */
export interface CleanPath {
  readonly path: string;
  /** True where `..` led above the root. The path is then clamped there, as a process in the container would be. */
  readonly escapes: boolean;
}

/** Normalises a name of a tar entry. Absolute names are taken as relative to the image's root. */
export function cleanPath(name: string): CleanPath {
  if (name !== "" && !mayNeedCleaning(name)) return { path: name, escapes: false };
  const parts: string[] = [];
  let escapes = false;
  for (const part of name.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) escapes = true;
  }
  return { path: parts.join("/"), escapes };
}

/** Asked of every entry; that it is sometimes true of a clean path costs nothing but time. */
function mayNeedCleaning(name: string): boolean {
  return (
    name.startsWith("/") || name.startsWith(".") || name.endsWith("/") || name.includes("//") || name.includes("/.")
  );
}

/** The target of a symbolic link at `path`, relative to the image's root. */
export function linkTarget(path: string, linkname: string): CleanPath {
  if (linkname.startsWith("/")) return cleanPath(linkname);
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
  return cleanPath(`${folder}/${linkname}`);
}
