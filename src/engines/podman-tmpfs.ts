import { csvField } from "./csv-field.ts";

/**
 * Podman 4 knows no `uid=` and `gid=` of a tmpfs; it can give one to the container's own user instead, which is what those
 * options are for. Other options pass as they are.
 */
export function podmanTmpfs(path: string, options: string): string[] {
  const all = options.split(",").filter((option) => option !== "");
  const owned = all.some((option) => /^[ug]id=/.test(option));
  if (!owned) return ["--tmpfs", options === "" ? path : `${path}:${options}`];
  const fields = ["type=tmpfs", csvField(`destination=${path}`), "U=true"];
  for (const option of all) {
    if (option.startsWith("mode=")) fields.push(`tmpfs-mode=${option.slice(5)}`);
    else if (option.startsWith("size=")) fields.push(`tmpfs-size=${option.slice(5)}`);
    else if (!/^[ug]id=/.test(option)) fields.push(option);
  }
  return ["--mount", fields.join(",")];
}
