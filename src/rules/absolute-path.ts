/** A path from the root on, without a slash at its end; null where it is not known. */
export function absolutePath(path: string | null, workdir: string | null): string | null {
  if (path === null || /[*?$]/.test(path)) return null;
  const whole = path.startsWith("/") ? path : workdir === null ? null : `${workdir}/${path}`;
  if (whole === null) return null;
  const parts = whole.split("/").filter((part) => part !== "" && part !== ".");
  return `/${parts.join("/")}`;
}
