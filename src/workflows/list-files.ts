import type { RecordedContents, RecordedPackage } from "../core/recorded-build.ts";
import { partsOf, type Sized } from "../image/index.ts";
import { type Session, transient } from "./session.ts";

/*
 * Each large file, each folder's other bytes and files, each Debian package's bytes and version, from inside a container: saving a large image
 * takes many seconds, listing it half of one. The text is a constant; names never reach the shell, and awk only as data.
 */
const program = String.raw`set -- /var/lib/dpkg/info/*.list
[ -e "$1" ] || set --
find / -xdev -type f -printf '%s\t%n\t%i\t%p\n' | awk -F '\t' '
!list { if ($2 > 1) { if ($3 in seen) next; seen[$3] = 1 }
  size[$4] = $1
  if ($1 >= 500000) { printf "d\t%.0f\t1\t%s\n", $1, $4; next }
  at = $4; sub(/\/[^\/]*$/, "", at); bytes[at] += $1; files[at]++; next }
FNR == 1 { name = FILENAME; sub(/.*\//, "", name); sub(/(:[^:]*)?\.list$/, "", name); held[name] += 0 }
{ path = $0; if (!(path in size)) path = "/usr" path }
path in size { held[name] += size[path]; delete size[path] }
END { for (at in bytes) printf "d\t%.0f\t%d\t%s\n", bytes[at], files[at], at
  for (name in held) printf "p\t%.0f\t%s\n", held[name], name }' list=0 - list=1 "$@"
command -v dpkg-query >/dev/null && dpkg-query -W -f 'v\t${"${"}Package}\t${"${"}Version}\n'
echo end
`;

/** The files of an image as a container of it sees them; null where it cannot tell (no shell, no GNU find, too much). */
export async function listFiles(session: Session, image: string): Promise<RecordedContents | null> {
  const request = { image, entrypoint: ["sh"], command: ["-c", program], user: "0:0", network: "none" };
  const output = await session.engine.runToEnd(
    { ...request, noHealthcheck: true, labels: transient(session) },
    { timeoutMs: 30_000, signal: session.signal },
  );
  return output.exitCode === 0 ? readListing(output.stdout) : null;
}

/** What the program above printed; null where a part of it is missing. */
export function readListing(text: string): RecordedContents | null {
  const lines = text.split("\n");
  if (lines.at(-2) !== "end") return null;
  const folders: Sized[] = [];
  const sizes = new Map<string, number>();
  const versions = new Map<string, string>();
  for (const line of lines.slice(0, -2)) {
    const [kind, one = "", other = "", path] = line.split("\t");
    if (kind === "d" && path !== undefined) folders.push({ path, bytes: Number(one), files: Number(other) });
    else if (kind === "p") sizes.set(other, Number(one));
    else if (kind === "v") versions.set(one, other);
    else return null;
  }
  if (folders.some((one) => !Number.isSafeInteger(one.bytes) || !Number.isSafeInteger(one.files))) return null;
  const sum = (key: "bytes" | "files"): number => folders.reduce((total, one) => total + one[key], 0);
  const packages = [...new Set([...sizes.keys(), ...versions.keys()])].toSorted().map((name): RecordedPackage => {
    return { kind: "dpkg", name, version: versions.get(name) ?? null, layer: null, bytes: sizes.get(name) ?? null };
  });
  const whole = { instruction: "", bytes: sum("bytes"), files: sum("files"), goneBytes: 0, parts: partsOf(folders) };
  return { read: "files", layers: [whole], packages: [...packages, ...pythonPackages(folders)] };
}

/** Python's packages by the names of their metadata folders. */
function pythonPackages(folders: readonly Sized[]): readonly RecordedPackage[] {
  return folders
    .flatMap(({ path }): RecordedPackage[] => {
      const [, name, version] = /\/([A-Za-z0-9][\w.]*)-(\d[^/]*)\.dist-info$/.exec(path) ?? [];
      if (name === undefined || version === undefined) return [];
      return [{ kind: "python", name, version, layer: null, bytes: null }];
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
