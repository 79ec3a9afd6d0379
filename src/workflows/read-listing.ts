import type { HistoryEntry } from "../core/ports/engine.ts";
import type { ContentLayer, RecordedContents, RecordedPackage } from "../core/recorded-build.ts";
import { instructionText } from "../formats/image-archive/index.ts";
import { partLimits, partsOf, type Sized } from "../image/index.ts";

/** Files of an image, put together by folder, and the number of the layer that they are seen from; null where that is not known. */
interface Listed extends Sized {
  readonly layer: number | null;
}

/** What the program of list-files.ts prints. */
export interface Listing {
  readonly files: readonly Listed[];
  /** What each layer with files brought, what a later one hides included, by its number. */
  readonly brought: ReadonlyMap<number, { readonly bytes: number; readonly files: number }>;
  readonly packages: readonly RecordedPackage[];
}

/** A container's own files, such as its `/etc/hosts`, belong to no layer; more than this share says that the layers are not this image's. */
const mostOutside = 0.001;

/** The listing that a program has printed; null where a part of it is missing. */
export function readListing(text: string): Listing | null {
  const lines = text.split("\n");
  if (lines.at(-2) !== "end") return null;
  const files: Listed[] = [];
  const brought = new Map<number, { bytes: number; files: number }>();
  const held = new Map<string, { layer: number | null; bytes: number }>();
  const versions = new Map<string, string>();
  for (const line of lines.slice(0, -2)) {
    const [kind, one = "", other = "", third = "", path] = line.split("\t");
    if (kind === "d" && path !== undefined)
      files.push({ layer: layerOf(one), path, bytes: Number(other), files: Number(third) });
    else if (kind === "l") brought.set(Number(one), { bytes: Number(other), files: Number(third) });
    else if (kind === "p") held.set(third, { layer: layerOf(one), bytes: Number(other) });
    else if (kind === "v") versions.set(one, other);
    else return null;
  }
  const numbers = [
    ...files.flatMap((one) => [one.layer ?? 0, one.bytes, one.files]),
    ...[...brought].flatMap(([layer, counts]) => [layer, counts.bytes, counts.files]),
  ];
  if (!numbers.every((number) => Number.isSafeInteger(number))) return null;
  const packages = [...new Set([...held.keys(), ...versions.keys()])].toSorted().map((name): RecordedPackage => {
    const { layer = null, bytes = null } = held.get(name) ?? {};
    return { kind: "dpkg", name, version: versions.get(name) ?? null, layer, bytes };
  });
  return { files, brought, packages: [...packages, ...pythonPackages(files)] };
}

function layerOf(text: string): number | null {
  return text === "-" ? null : Number(text);
}

/** The finished file system, without its layers. */
export function asOne({ files, packages }: Listing): RecordedContents {
  const layer = { ...totals(files), instruction: "", goneBytes: 0, parts: partsOf(files) };
  return { read: "files", layers: [layer], packages: packages.map((one) => ({ ...one, layer: null })) };
}

/**
 * Each layer that brought bytes, with the instruction that made it. Null where the engine's history does not fit to them.
 * @param count of the image's layers
 * @param history oldest first
 */
export function byLayer(
  { files, brought, packages }: Listing,
  count: number,
  history: readonly HistoryEntry[],
): RecordedContents | null {
  const numbers = [...brought].filter(([, { bytes }]) => bytes > 0).map(([number]) => number);
  const order = numbers.toSorted((a, b) => a - b);
  const made = instructions(count, order, history);
  const outside = totals(files.filter(({ layer }) => layer === null)).bytes;
  if (made === null || outside > mostOutside * totals(files).bytes) return null;
  const whole = order.reduce((sum, number) => sum + (brought.get(number)?.bytes ?? 0), 0);
  const layers = order.map((number): ContentLayer => {
    const own = files.filter(({ layer }) => layer === number);
    const counts = brought.get(number) ?? { bytes: 0, files: 0 };
    const goneBytes = Math.max(0, counts.bytes - totals(own).bytes);
    return {
      instruction: made.get(number) ?? "",
      ...counts,
      goneBytes,
      parts: partsOf(own, partLimits, whole),
    };
  });
  const place = (layer: number | null): number | null =>
    layer !== null && order.includes(layer) ? order.indexOf(layer) : null;
  return { read: "layers", layers, packages: packages.map((one) => ({ ...one, layer: place(one.layer) })) };
}

/** The instruction of each layer. docker says 0 of one that brought no bytes, podman counts what the layer takes as an archive. */
function instructions(
  count: number,
  order: readonly number[],
  history: readonly HistoryEntry[],
): ReadonlyMap<number, string> | null {
  const made = history.filter(({ size }) => size > 0);
  const numbers = made.length === count ? made.keys() : made.length === order.length ? order : null;
  return numbers && new Map([...numbers].map((number, at) => [number, instructionText(made[at]?.createdBy ?? "")]));
}

function totals(files: readonly Listed[]): { readonly bytes: number; readonly files: number } {
  return files.reduce((sum, one) => ({ bytes: sum.bytes + one.bytes, files: sum.files + one.files }), {
    bytes: 0,
    files: 0,
  });
}

/** Python's packages by the names of their metadata folders. */
function pythonPackages(files: readonly Listed[]): readonly RecordedPackage[] {
  // A later layer that only touched a package did not bring it.
  const bottomUp = files.toSorted((a, b) => (a.layer ?? 0) - (b.layer ?? 0));
  const found = new Map<string, RecordedPackage>();
  for (const { path, layer } of bottomUp) {
    const [, name, version] = /\/([A-Za-z0-9][\w.]*)-(\d[^/]*)\.dist-info$/.exec(path) ?? [];
    if (name === undefined || version === undefined || found.has(path)) continue;
    found.set(path, { kind: "python", name, version, layer, bytes: null });
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
