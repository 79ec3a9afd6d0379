/** From the root on, of names with neither a dot at the start nor anything that could stand for others. */
const plain = /^(?:\/[\w-][\w.-]*)+$/;

/** A path from the root on, without a slash at its end; null where it is not known. */
export function absolutePath(path: string | null, workdir: string | null): string | null {
  if (path === null) return null;
  if (plain.test(path)) return path;
  if (/[*?$]/.test(path)) return null;
  const whole = path.startsWith("/") ? path : workdir === null ? null : `${workdir}/${path}`;
  if (whole === null) return null;
  const parts = whole.split("/").filter((part) => part !== "" && part !== ".");
  return `/${parts.join("/")}`;
}
