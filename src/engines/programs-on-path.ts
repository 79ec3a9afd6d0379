import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Every program of a name on a PATH, in its order; those that are one file by way of links are one. */
export function programsOnPath(name: string, path: string | undefined): readonly string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  for (const folder of (path ?? "").split(delimiter)) {
    if (folder === "") continue;
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      if (!statSync(file).isFile()) continue;
      const real = realpathSync(file);
      if (seen.has(real)) continue;
      seen.add(real);
      found.push(file);
    } catch {
      // Not there, or not to be run by this user.
    }
  }
  return found;
}
