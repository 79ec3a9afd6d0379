import { readFile } from "node:fs/promises";
import type { Spawn } from "../../core/ports/process.ts";

/** The mount points below a folder in a text like /proc/self/mountinfo, the latest first. */
export function mountsBelow(mountinfo: string, folder: string): readonly string[] {
  const points = mountinfo.split("\n").map((line) => {
    const field = line.split(" ")[4] ?? "";
    // Spaces and the like are escaped in octal; other names stand there as they are.
    return field.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
  });
  return points.filter((point) => point.startsWith(`${folder}/`)).reverse();
}

/** Takes away what a daemon that was killed left mounted below a folder; what is still in use stays. */
export async function unmountBelow(folder: string, spawn: Spawn): Promise<void> {
  const mountinfo = await readFile("/proc/self/mountinfo", "utf8").catch(() => "");
  for (const point of mountsBelow(mountinfo, folder)) await spawn({ argv: ["umount", "--", point], timeoutMs: 10_000 });
}
