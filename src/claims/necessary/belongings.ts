import { cleanPath, type FinalView, type ImageArchive } from "../../formats/image-archive/index.ts";

/** What a file of an image is part of. */
export interface Belonging {
  readonly kind: "python" | "node" | "dpkg";
  readonly name: string;
}

/** The files of an image, and the packages that say that they brought them. */
export interface Belongings {
  readonly view: FinalView;
  readonly of: (path: string) => Belonging | null;
}

const pythonRecord = /^(.*\/)?([^/]+)-[^-/]+\.dist-info\/RECORD$/;
const dpkgList = /^var\/lib\/dpkg\/info\/([^/:]+)(?::[^/]+)?\.list$/;
const nodeFolder = /^.*?node_modules\/(?:.*\/node_modules\/)?(@[^/]+\/[^/]+|[^@/][^/]*)\//;

/** Reads Python's and Debian's own lists of files; a package of node is its folder. */
export async function belongings(image: ImageArchive): Promise<Belongings> {
  const owners = new Map<string, Belonging>();
  const isList = (path: string): boolean => pythonRecord.test(path) || dpkgList.test(path);
  for await (const { entry, bytes } of image.readFiles((one) => isList(one.path))) {
    const lines = new TextDecoder("utf-8").decode(bytes).split("\n");
    const python = pythonRecord.exec(entry.path);
    if (python !== null) {
      const belonging = { kind: "python", name: python[2] ?? "" } as const;
      for (const line of lines) {
        const { path } = cleanPath(`${python[1] ?? ""}${recorded(line)}`);
        owners.set(path, belonging);
      }
      continue;
    }
    const belonging = { kind: "dpkg", name: dpkgList.exec(entry.path)?.[1] ?? "" } as const;
    // Lists name /lib, where a merged /usr has it.
    for (const line of lines) owners.set(line.slice(1).replace(/^(?=(?:s?bin|lib\w*)\/)/, "usr/"), belonging);
  }
  const { view } = await image.scan(() => null);
  const of = (path: string): Belonging | null => {
    const listed = owners.get(path) ?? owners.get(sourceOf(path)) ?? owners.get(path.replace(/^usr\//, ""));
    if (listed !== undefined) return listed;
    const name = nodeFolder.exec(path)?.[1];
    return name === undefined ? null : { kind: "node", name };
  };
  return { view, of };
}

/** The path of a row of RECORD: comma-separated, quoted where it holds a comma. */
function recorded(line: string): string {
  const quoted = /^"((?:[^"]|"")*)"/.exec(line)?.[1];
  return quoted === undefined ? (line.split(",")[0] ?? "") : quoted.replaceAll('""', '"');
}

/** The module that bytecode was made of. */
function sourceOf(path: string): string {
  return path.replace(/__pycache__\/([^/.]+)\.[^/]*\.pyc$/, "$1.py");
}
