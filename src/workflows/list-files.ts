import type { ImageInfo } from "../core/ports/engine.ts";
import type { RecordedContents } from "../core/recorded-build.ts";
import { asOne, byLayer, type Listing, readListing } from "./read-listing.ts";
import { type Session, transient } from "./session.ts";

/** Where a container that lists an image sees its layers, the base's as `0`; `-xdev` keeps them out of the list of all files. */
const layersAt = "/.seaworthy-layers";

/*
 * Each large file, each folder's other bytes and files, by the layer that they are seen from; what each layer brought; each
 * Debian package's bytes, version and layer. From inside a container: saving a large image takes many seconds, listing it
 * half of one. The text is a constant; names never reach the shell, and awk only as data.
 */
const program = String.raw`layers=$1
set -- /var/lib/dpkg/info/*.list
[ -e "$1" ] || set --
{ find / -xdev -type f -printf 'f\t%s\t%n\t%i\t%p\n'
  at=$layers
  while [ "$at" -gt 0 ]; do
    at=$((at - 1))
    cd "${layersAt}/$at" && find . -xdev -type f -printf "$at\t%s\t%n\t%i\t/%P\n" || exit 1
  done
} | awk -F '\t' '
!list && $1 == "f" { if ($3 > 1) { if ($4 in seen) next; seen[$4] = 1 }
  size[$5] = $2; next }
!list { if (!($5 in owner)) owner[$5] = $1
  if ($3 > 1) { if (($1, $4) in seen) next; seen[$1, $4] = 1 }
  brought[$1] += $2; count[$1]++; next }
FNR == 1 { name = FILENAME; sub(/.*\//, "", name); sub(/(:[^:]*)?\.list$/, "", name); held[name] += 0
  by[name] = FILENAME in owner ? owner[FILENAME] : "-" }
{ path = $0; if (!(path in size)) path = "/usr" path }
path in size && !(path in told) { held[name] += size[path]; told[path] = 1 }
END { for (path in size) {
    from = path in owner ? owner[path] : "-"
    if (size[path] >= 500000) { printf "d\t%s\t%.0f\t1\t%s\n", from, size[path], path; continue }
    at = path; sub(/\/[^\/]*$/, "", at); bytes[from "\t" at] += size[path]; files[from "\t" at]++ }
  for (key in bytes) { split(key, part, "\t")
    printf "d\t%s\t%.0f\t%d\t%s\n", part[1], bytes[key], files[key], substr(key, length(part[1]) + 2) }
  for (one in brought) printf "l\t%d\t%.0f\t%d\n", one, brought[one], count[one]
  for (name in held) printf "p\t%s\t%.0f\t%s\n", by[name], held[name], name }' list=0 - list=1 "$@"
command -v dpkg-query >/dev/null && dpkg-query -W -f 'v\t${"${"}Package}\t${"${"}Version}\n'
echo end
`;

/**
 * The files of an image as a container of it sees them, by layer where the engine keeps its layers as folders that the
 * container can be shown. Null where the image cannot tell (no shell, no GNU find, too much).
 */
export async function listFiles(session: Session, image: string): Promise<RecordedContents | null> {
  const [info, history] = await Promise.all([session.engine.image(image), session.engine.history(image)]);
  const layers = layerFolders(info);
  const found = layers.length === 0 ? null : await listed(session, image, layers);
  if (found !== null) return byLayer(found, layers.length, history) ?? asOne(found);
  const whole = await listed(session, image, []);
  return whole && asOne(whole);
}

/** The folders where there is one for each layer, else none. */
function layerFolders(info: ImageInfo | null): readonly string[] {
  return info !== null && info.layers.length === info.layerFolders.length ? info.layerFolders : [];
}

async function listed(session: Session, image: string, layers: readonly string[]): Promise<Listing | null> {
  const output = await session.engine.runToEnd(
    {
      image,
      entrypoint: ["sh"],
      command: ["-c", program, "list", String(layers.length)],
      user: "0:0",
      network: "none",
      bindsReadOnly: Object.fromEntries(layers.map((folder, at) => [folder, `${layersAt}/${at}`])),
      noHealthcheck: true,
      labels: transient(session),
    },
    { timeoutMs: 30_000, signal: session.signal },
  );
  return output.exitCode === 0 ? readListing(output.stdout) : null;
}
