import type { Dialect } from "./tree.ts";

const dialects: ReadonlyMap<string, Dialect> = new Map<string, Dialect>([
  ["sh", "sh"],
  ["bash", "bash"],
  ["rbash", "bash"],
  ["dash", "dash"],
  ["ash", "ash"],
  ["ksh", "ksh"],
  ["mksh", "ksh"],
  ["zsh", "zsh"],
  ["powershell", "powershell"],
  ["pwsh", "powershell"],
  ["cmd", "cmd"],
]);

const understood: ReadonlySet<Dialect> = new Set<Dialect>(["sh", "bash", "dash", "ash", "ksh"]);

/** The dialect of the words of SHELL or of a `#!` line; `env` and `busybox` are looked through. */
export function dialectOf(words: readonly string[]): Dialect {
  for (const word of words) {
    const name = programName(word);
    if (name === "env" || name === "busybox" || (name !== "" && name.startsWith("-")) || /^[A-Za-z_]\w*=/.test(word))
      continue;
    return dialects.get(name) ?? "other";
  }
  return "other";
}

/** Whether scripts of the dialect are read; zsh is too far from the others. */
export function isUnderstood(dialect: Dialect): boolean {
  return understood.has(dialect);
}

/** The last part of a path, in lower case and without `.exe`. */
export function programName(path: string): string {
  const last = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1).toLowerCase();
  return last.endsWith(".exe") ? last.slice(0, -4) : last;
}
