import { csvField } from "./csv-field.ts";

/**
 * Podman 4 knows no `uid=` and `gid=` of a tmpfs; it can give one to the container's own user instead, which is what those
 * options are for. Other options pass as they are. Podman would copy what the image has at that path into it, which docker
 * does not.
 */
export function podmanTmpfs(path: string, options: string): string[] {
  const all = options.split(",").filter((option) => option !== "");
  const owned = all.some((option) => /^[ug]id=/.test(option));
  if (!owned) return ["--tmpfs", `${path}:${[...all, "notmpcopyup"].join(",")}`];
  const fields = ["type=tmpfs", csvField(`destination=${path}`), "U=true", "notmpcopyup"];
  for (const option of all) {
    if (option.startsWith("mode=")) fields.push(`tmpfs-mode=${option.slice(5)}`);
    else if (option.startsWith("size=")) fields.push(`tmpfs-size=${option.slice(5)}`);
    else if (!/^[ug]id=/.test(option)) fields.push(option);
  }
  return ["--mount", fields.join(",")];
}
