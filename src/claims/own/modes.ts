import type { TarEntry } from "../../formats/image-archive/index.ts";

/** A mode in octal digits, as `0644` and `1777`. */
export function octal(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, "0");
}

const letters: Partial<Record<TarEntry["type"], string>> = {
  directory: "d",
  symlink: "L",
  block: "D",
  character: "Dc",
  fifo: "p",
};

/** A mode as Go prints it: `-rw-r--r--`, `dtrwxrwxrwx`, `urwxr-xr-x`, `Lrwxrwxrwx`. */
export function goMode({ type, mode }: Pick<TarEntry, "type" | "mode">): string {
  const special = (mode & 0o4000 ? "u" : "") + (mode & 0o2000 ? "g" : "") + (mode & 0o1000 ? "t" : "");
  const bits = [0o400, 0o200, 0o100, 0o40, 0o20, 0o10, 0o4, 0o2, 0o1];
  const rights = bits.map((bit, at) => (mode & bit ? ("rwx"[at % 3] ?? "") : "-")).join("");
  const kind = letters[type] ?? "";
  // Go has the kind of a character device behind the special bits.
  const front = kind === "Dc" ? `D${special}c` : kind + special;
  return (front === "" ? "-" : front) + rights;
}

const executable = { owner: 0o100, group: 0o10, other: 0o1, any: 0o111 } as const;

export type ExecutableBy = keyof typeof executable;

export function isExecutableBy(mode: number, who: ExecutableBy): boolean {
  return (mode & executable[who]) !== 0;
}
