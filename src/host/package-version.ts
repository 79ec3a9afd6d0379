import { readFileSync } from "node:fs";

/** The version that the package's own manifest names. */
export function packageVersion(): string {
  // Source and bundle lie equally deep, so the same address is right for both.
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "0.0.0";
}
