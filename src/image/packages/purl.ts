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
  conda: "conda",
  jar: "maven",
  nuget: "nuget",
  gem: "gem",
  composer: "composer",
  dpkg: "deb",
  apk: "apk",
  rpm: "rpm",
  pacman: "alpm",
  opkg: "opkg",
};

/** Packages of a distribution, and which it is where the image does not say. */
const system: Readonly<Partial<Record<PackageKind, string>>> = {
  dpkg: "debian",
  apk: "alpine",
  rpm: "",
  pacman: "arch",
  opkg: "",
};

/** The package URL (purl-spec): names normalised as their kind asks for, each part percent-encoded. */
export function purl(kind: PackageKind, name: string, version: string, distribution: Distribution | null): string {
  const fallback = system[kind];
  const parts = kind === "jar" ? name.split(":") : name.split("/");
  const own = kind === "python" ? [name.toLowerCase().replaceAll("_", "-")] : parts;
  const vendor = fallback === undefined ? "" : (distribution?.id ?? fallback);
  const path = [...(vendor === "" ? [] : [vendor]), ...own].map(encoded).join("/");
  // Of rpm alone the epoch is a qualifier; elsewhere it is part of the version.
  const [, epoch = "", plain = version] = kind === "rpm" ? (/^(\d+):(.*)$/.exec(version) ?? []) : [];
  const qualifiers = [
    fallback !== undefined && distribution !== null && distribution.version !== ""
      ? `distro=${encoded(`${distribution.id}-${distribution.version}`)}`
      : "",
    epoch === "" ? "" : `epoch=${epoch}`,
  ].filter((one) => one !== "");
  return `pkg:${types[kind]}/${path}${plain === "" ? "" : `@${encoded(plain)}`}${qualifiers.length === 0 ? "" : `?${qualifiers.join("&")}`}`;
}

/** Colons may stand as they are. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("%3A", ":");
}
