import type { PackageKind } from "../../core/inspection.ts";

/** What the image's os-release says: `{id: "debian", version: "12"}`. */
export interface Distribution {
  readonly id: string;
  readonly version: string;
}

/** Reads /etc/os-release; null where it names no distribution. */
export function distributionOf(osRelease: string): Distribution | null {
  const value = (key: string): string =>
    (new RegExp(`^${key}=(.*)$`, "m").exec(osRelease)?.[1] ?? "").trim().replaceAll(/^["']|["']$/g, "");
  const id = value("ID");
  return /^[a-z0-9._-]+$/.test(id) ? { id, version: value("VERSION_ID") } : null;
}

const types: Readonly<Record<PackageKind, string>> = {
  python: "pypi",
  node: "npm",
  go: "golang",
  cargo: "cargo",
  jar: "maven",
  gem: "gem",
  composer: "composer",
  dpkg: "deb",
  apk: "apk",
};

/** The package URL (purl-spec): names normalised as their kind asks for, each part percent-encoded. */
export function purl(kind: PackageKind, name: string, version: string, distribution: Distribution | null): string {
  const system = kind === "dpkg" || kind === "apk";
  const parts = kind === "jar" ? name.split(":") : name.split("/");
  const own = kind === "python" ? [name.toLowerCase().replaceAll("_", "-")] : parts;
  const fallback = kind === "dpkg" ? "debian" : "alpine";
  const path = [...(system ? [distribution?.id ?? fallback] : []), ...own].map(encoded).join("/");
  const from =
    system && distribution !== null && distribution.version !== "" ? `${distribution.id}-${distribution.version}` : "";
  return `pkg:${types[kind]}/${path}${version === "" ? "" : `@${encoded(version)}`}${from === "" ? "" : `?distro=${encoded(from)}`}`;
}

/** Colons may stand as they are. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("%3A", ":");
}
