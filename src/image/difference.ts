import type { FileDifference, ImageDifference, LayerDifference, PackageDifference } from "../core/image-difference.ts";
import type { ImageInspection } from "../core/inspection.ts";
import type { Content, FinalEntry, ImageArchive } from "../formats/image-archive/index.ts";
import { contentDigests } from "./contents/digests.ts";
import { type Survey, surveyImage } from "./survey.ts";

/** An image and what it was asked for by. */
export interface NamedImage {
  readonly name: string;
  readonly image: ImageArchive;
}

/** What changed between two images: layers, files as a container sees them, packages, configuration. */
export async function differenceOf(before: NamedImage, after: NamedImage): Promise<ImageDifference> {
  const first = await surveyImage(before.name, before.image, { secrets: false });
  const second = await surveyImage(after.name, after.image, { secrets: false });
  return {
    before: side(first.inspection),
    after: side(second.inspection),
    layers: layers(first.inspection, second.inspection),
    files: await files(before.image, first, after.image, second),
    packages: packages(first.inspection, second.inspection),
    config: settings(before.image, after.image),
  };
}

function side({ image, wastedBytes, packages: all }: ImageInspection): ImageDifference["before"] {
  return { name: image.name, id: image.id, bytes: image.bytes, wastedBytes, packages: all.length };
}

/** Layers go by their digests: those of the first that the second has not, then the second's in order. */
function layers(first: ImageInspection, second: ImageInspection): readonly LayerDifference[] {
  const shared = new Set(first.layers.map((one) => one.digest));
  const kept = new Set(second.layers.map((one) => one.digest));
  const told =
    (kind: LayerDifference["kind"]) =>
    (one: ImageInspection["layers"][number]): LayerDifference => {
      return { kind, digest: one.digest, instruction: one.instruction, size: one.size };
    };
  return [
    ...second.layers.filter((one) => shared.has(one.digest)).map(told("same")),
    ...first.layers.filter((one) => !kept.has(one.digest)).map(told("removed")),
    ...second.layers.filter((one) => !shared.has(one.digest)).map(told("added")),
  ];
}

async function files(
  before: ImageArchive,
  first: Survey,
  after: ImageArchive,
  second: Survey,
): Promise<readonly FileDifference[]> {
  const rows: FileDifference[] = [];
  const doubtful: (readonly [FinalEntry, FinalEntry])[] = [];
  const shared = sharedLayers(before, after);
  for (const one of first.view.entries()) {
    const other = second.view.get(one.path);
    if (other === null) {
      if (one.entry.type !== "directory") rows.push(row(one, null, "removed"));
    } else if (sameOrigin(one, other, shared)) continue;
    else if (bytesDiffer(one, other)) rows.push(row(one, other, "content"));
    else if (one.content !== null && other.content !== null && one.content.size > 0) doubtful.push([one, other]);
    else if (metadataDiffers(one, other)) rows.push(row(one, other, "metadata"));
  }
  for (const other of second.view.entries()) {
    if (other.entry.type !== "directory" && first.view.get(other.path) === null) rows.push(row(null, other, "added"));
  }
  // Same size: only the content itself can tell.
  const digestsBefore = await contentDigests(before, contentsOf(doubtful.map(([one]) => one)));
  const digestsAfter = await contentDigests(after, contentsOf(doubtful.map(([, other]) => other)));
  for (const [one, other] of doubtful) {
    const same =
      one.content !== null &&
      other.content !== null &&
      digestsBefore.get(one.content) === digestsAfter.get(other.content);
    if (!same) rows.push(row(one, other, "content"));
    else if (metadataDiffers(one, other)) rows.push(row(one, other, "metadata"));
  }
  return rows.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function contentsOf(entries: readonly FinalEntry[]): ReadonlySet<Content> {
  return new Set(entries.flatMap(({ content }) => (content === null ? [] : [content])));
}

/** Layer index of the first -> index of the same layer in the second. */
function sharedLayers(before: ImageArchive, after: ImageArchive): ReadonlyMap<number, number> {
  const byDigest = new Map(after.layers.map((layer) => [layer.digest, layer.index]));
  return new Map(
    before.layers.flatMap((layer) => {
      const index = byDigest.get(layer.digest);
      return index === undefined ? [] : [[layer.index, index] as const];
    }),
  );
}

/** Written by the same layer of both: nothing needs to be read. */
function sameOrigin(one: FinalEntry, other: FinalEntry, shared: ReadonlyMap<number, number>): boolean {
  return shared.get(one.layer) === other.layer && one.content?.ordinal === other.content?.ordinal;
}

function bytesDiffer(one: FinalEntry, other: FinalEntry): boolean {
  return (
    (one.content === null) !== (other.content === null) ||
    one.content?.size !== other.content?.size ||
    (one.entry.type === "symlink" && one.entry.linkname !== other.entry.linkname)
  );
}

function metadataDiffers({ entry: one }: FinalEntry, { entry: other }: FinalEntry): boolean {
  const kind = (type: string): string => (type === "hardlink" ? "file" : type);
  return (
    one.mode !== other.mode || one.uid !== other.uid || one.gid !== other.gid || kind(one.type) !== kind(other.type)
  );
}

function row(before: FinalEntry | null, after: FinalEntry | null, kind: FileDifference["kind"]): FileDifference {
  const bytes = (one: FinalEntry | null): number | null => (one === null ? null : (one.content?.size ?? 0));
  return { path: before?.path ?? after?.path ?? "", kind, bytesBefore: bytes(before), bytesAfter: bytes(after) };
}

function packages(first: ImageInspection, second: ImageInspection): readonly PackageDifference[] {
  const rows = new Map<string, { kind: PackageDifference["kind"]; name: string; before: string[]; after: string[] }>();
  for (const [which, inspection] of [
    ["before", first],
    ["after", second],
  ] as const) {
    for (const { kind, name, version } of inspection.packages) {
      const key = `${kind} ${name}`;
      const found = rows.get(key) ?? { kind, name, before: [], after: [] };
      if (!found[which].includes(version)) found[which].push(version);
      rows.set(key, found);
    }
  }
  return [...rows.values()]
    .map((one) => ({ ...one, before: one.before.toSorted(), after: one.after.toSorted() }))
    .filter(({ before, after }) => before.join("\n") !== after.join("\n"))
    .toSorted((a, b) => (`${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1));
}

function settings(before: ImageArchive, after: ImageArchive): ImageDifference["config"] {
  const told = ({ config }: ImageArchive): Readonly<Record<string, string>> => ({
    platform: config.platform,
    user: config.user,
    entrypoint: JSON.stringify(config.entrypoint),
    cmd: JSON.stringify(config.cmd),
    workdir: config.workdir,
    exposed: config.exposed.join(" "),
    volumes: config.volumes.join(" "),
    healthcheck: JSON.stringify(config.healthcheck?.test ?? null),
    "stop signal": config.stopSignal,
    // Names alone: values may be secrets, and those that differ are told by name.
    ...Object.fromEntries(config.env.map((line) => [`env ${line.split("=", 1)[0] ?? ""}`, "set"])),
  });
  const [one, other] = [told(before), told(after)];
  const changedValues = before.config.env.filter((line) => {
    const name = `${line.split("=", 1)[0] ?? ""}=`;
    return after.config.env.some((value) => value.startsWith(name)) && !after.config.env.includes(line);
  });
  return [
    ...[...new Set([...Object.keys(one), ...Object.keys(other)])]
      .filter((setting) => one[setting] !== other[setting])
      .map((setting) => ({ setting, before: one[setting] ?? "", after: other[setting] ?? "" })),
    ...changedValues.map((line) => ({
      setting: `env ${line.split("=", 1)[0] ?? ""}`,
      before: "set",
      after: "set to another value",
    })),
  ];
}
