import type { PackageKind } from "../../core/inspection.ts";

export interface NameVersion {
  readonly name: string;
  readonly version: string;
}

/** How a package's metadata file is recognised by its path, and what it says. A file may tell of many packages (dpkg). */
export interface MetadataReader {
  readonly kind: PackageKind;
  readonly path: RegExp;
  readonly read: (text: string) => readonly NameVersion[];
}

/** Fields of an RFC 822 style block, first of each name. */
function field(block: string, name: string): string {
  return new RegExp(`^${name}:[ \\t]*(.*)$`, "mi").exec(block)?.[1]?.trim() ?? "";
}

function readPython(text: string): readonly NameVersion[] {
  const [block = ""] = text.split(/\r?\n\r?\n/, 1);
  const found = { name: field(block, "Name"), version: field(block, "Version") };
  return found.name === "" ? [] : [found];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function nameVersion(value: unknown): readonly NameVersion[] {
  if (typeof value !== "object" || value === null) return [];
  const name = "name" in value && typeof value.name === "string" ? value.name : "";
  const version = "version" in value && typeof value.version === "string" ? value.version : "";
  return name === "" || version === "" ? [] : [{ name, version }];
}

/** Composer 2 writes `{"packages": […]}`, Composer 1 the list alone. */
function readComposer(text: string): readonly NameVersion[] {
  const value = parsed(text);
  const list: unknown = typeof value === "object" && value !== null && "packages" in value ? value.packages : value;
  return Array.isArray(list) ? list.flatMap(nameVersion) : [];
}

function readDpkg(text: string): readonly NameVersion[] {
  return text.split(/\n\n+/).flatMap((block) => {
    const name = field(block, "Package");
    const status = field(block, "Status");
    // distroless images have a file for each package, without a status.
    const installed = status === "" || status.endsWith(" installed");
    return name !== "" && installed ? [{ name, version: field(block, "Version") }] : [];
  });
}

/** apk's database: one letter for each field, a blank line after each package. */
function readApk(text: string): readonly NameVersion[] {
  return text.split(/\n\n+/).flatMap((block) => {
    const name = /^P:(.+)$/m.exec(block)?.[1] ?? "";
    return name === "" ? [] : [{ name, version: /^V:(.+)$/m.exec(block)?.[1] ?? "" }];
  });
}

/** pacman's folder for each package: a name between percent signs, its value on the line after it. */
function readPacman(text: string): readonly NameVersion[] {
  const value = (key: string): string => new RegExp(`^%${key}%\\r?\\n(.+)$`, "m").exec(text)?.[1]?.trim() ?? "";
  return value("NAME") === "" ? [] : [{ name: value("NAME"), version: value("VERSION") }];
}

/** .NET's list beside a program: `"libraries": {"NAME/VERSION": {"type": "package"}}`; its own projects are no packages. */
function readNuget(text: string): readonly NameVersion[] {
  const value = parsed(text);
  const libraries: unknown =
    typeof value === "object" && value !== null && "libraries" in value ? value.libraries : null;
  if (typeof libraries !== "object" || libraries === null) return [];
  return Object.entries(libraries).flatMap(([key, library]: [string, unknown]) => {
    const packed = typeof library === "object" && library !== null && "type" in library && library.type === "package";
    const [name = "", version = ""] = key.split("/");
    return packed && name !== "" ? [{ name, version }] : [];
  });
}

/** Installed gems have a specification in Ruby, always written in this form. */
function readGem(text: string): readonly NameVersion[] {
  const value = (key: string): string => new RegExp(`^\\s*s\\.${key}\\s*=\\s*"([^"]+)"`, "m").exec(text)?.[1] ?? "";
  return value("name") === "" ? [] : [{ name: value("name"), version: value("version") }];
}

const metadataReaders: readonly MetadataReader[] = [
  { kind: "python", path: /(?:^|\/)[^/]+\.(?:dist-info\/METADATA|egg-info\/PKG-INFO|egg-info)$/, read: readPython },
  {
    kind: "node",
    path: /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@][^/]*\/package\.json$/,
    read: (text) => nameVersion(parsed(text)),
  },
  { kind: "gem", path: /(?:^|\/)specifications\/(?:default\/)?[^/]+\.gemspec$/, read: readGem },
  { kind: "composer", path: /(?:^|\/)vendor\/composer\/installed\.json$/, read: readComposer },
  { kind: "dpkg", path: /^var\/lib\/dpkg\/(?:status|status\.d\/[^/]+)$/, read: readDpkg },
  { kind: "opkg", path: /^(?:usr\/lib|var\/lib)\/opkg\/status$/, read: readDpkg },
  { kind: "pacman", path: /^var\/lib\/pacman\/local\/[^/]+\/desc$/, read: readPacman },
  {
    kind: "conda",
    path: /(?:^|\/)conda-meta\/[^/]+\.json$/,
    read: (text) => nameVersion(parsed(text)),
  },
  { kind: "nuget", path: /(?:^|\/)[^/]+\.deps\.json$/, read: readNuget },
  { kind: "apk", path: /^(?:usr\/)?lib\/apk\/db\/installed$/, read: readApk },
];

/** How the names end that some reader asks for. */
const endings = new Set(["DATA", "INFO", "info", "json", "spec", "atus", "lled", "desc"]);

/** The reader of a path, or null. Nearly every file of an image is asked for, so most are told by their last letters. */
export function readerOf(path: string): MetadataReader | null {
  if (!endings.has(path.slice(-4)) && !path.startsWith("var/lib/dpkg/status.d/")) return null;
  return metadataReaders.find((one) => one.path.test(path)) ?? null;
}

/** Where they lie, sorted. */
export const rpmFolders: readonly string[] = ["usr/lib/sysimage/rpm", "var/lib/rpm"];

/** Databases of packages that are not read, so that nobody takes silence for absence. */
export const unreadDatabases: readonly { readonly path: RegExp; readonly what: string }[] = [
  {
    path: /^(?:var\/lib|usr\/lib\/sysimage)\/rpm\/rpmdb\.sqlite-wal$/,
    what: "The database of rpm has a log of changes that are not in it yet: what the last of them did is missing here.",
  },
];
