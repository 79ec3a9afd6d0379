export interface NameVersion {
  readonly name: string;
  readonly version: string;
}

/** How a package's metadata file is recognised by its path, and what it says. A file may tell of many packages (dpkg). */
export interface MetadataReader {
  readonly kind: "python" | "node" | "dpkg";
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

function readNode(text: string): readonly NameVersion[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  if (typeof value !== "object" || value === null) return [];
  const name = "name" in value && typeof value.name === "string" ? value.name : "";
  const version = "version" in value && typeof value.version === "string" ? value.version : "";
  return name === "" || version === "" ? [] : [{ name, version }];
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

export const metadataReaders: readonly MetadataReader[] = [
  { kind: "python", path: /(?:^|\/)[^/]+\.(?:dist-info\/METADATA|egg-info\/PKG-INFO|egg-info)$/, read: readPython },
  { kind: "node", path: /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@][^/]*\/package\.json$/, read: readNode },
  { kind: "dpkg", path: /^var\/lib\/dpkg\/(?:status|status\.d\/[^/]+)$/, read: readDpkg },
];
