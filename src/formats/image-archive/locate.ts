import { createHash } from "node:crypto";
import type { ByteSource } from "../../core/ports/host.ts";
import { archiveError } from "./errors.ts";
import { type JsonObject, list, object, readJson, string, strings, textMap } from "./json.ts";
import type { ArchiveLimits } from "./limits.ts";
import type { Member, TarIndex } from "./tar-index.ts";

/** A blob of the archive, with the digest that its name or descriptor states; null where nothing states one. */
export interface Blob {
  readonly member: Member;
  readonly digest: string | null;
}

/** Where the parts of one image lie in an archive. */
export interface ImageParts {
  readonly format: "docker-archive" | "oci";
  readonly tags: readonly string[];
  /** Digest of the OCI manifest; null for docker archives. */
  readonly manifestDigest: string | null;
  readonly config: Blob;
  readonly layers: readonly Blob[];
}

export interface Choice {
  /** A tag (`todo:latest`), needed where the archive holds several images. */
  readonly reference?: string;
  /** `linux/amd64`; needed where an OCI index holds several platforms. */
  readonly platform?: string;
}

/** Finds the image in an archive: by `manifest.json` (docker, podman) or by `index.json` (OCI). */
export async function locateImage(
  source: ByteSource,
  index: TarIndex,
  choice: Choice,
  limits: ArchiveLimits,
): Promise<ImageParts> {
  const manifest = index.file("manifest.json");
  if (manifest !== null) return fromDocker(index, (await readJson(source, manifest, limits)).value, choice);
  const layout = index.file("index.json");
  if (layout !== null) return fromOci(source, index, (await readJson(source, layout, limits)).value, choice, limits);
  throw archiveError(
    "not-an-image-archive",
    "This is not an image archive.",
    "It is a tar file without manifest.json and index.json.",
  );
}

function fromDocker(index: TarIndex, value: unknown, choice: Choice): ImageParts {
  const images = list(value, "manifest.json").map((item) => object(item) ?? {});
  const tagsOf = (image: JsonObject): readonly string[] => strings(image["RepoTags"], "RepoTags");
  const image = chooseOne(images, tagsOf, choice);
  const layers = strings(image["Layers"], "Layers");
  return {
    format: "docker-archive",
    tags: tagsOf(image),
    manifestDigest: null,
    config: named(index, string(image["Config"])),
    layers: layers.map((name) => named(index, name)),
  };
}

function chooseOne(
  images: readonly JsonObject[],
  tagsOf: (image: JsonObject) => readonly string[],
  choice: Choice,
): JsonObject {
  const { reference } = choice;
  const fits =
    reference === undefined
      ? images
      : images.filter((image) => tagsOf(image).some((tag) => sameReference(tag, reference)));
  const [first, second] = fits;
  if (first === undefined) {
    const held = images.flatMap(tagsOf).join(", ");
    throw images.length === 0
      ? archiveError("not-an-image-archive", "The archive holds no image.", "Its manifest is an empty list.")
      : archiveError(
          "image-archive-ambiguous",
          `The archive holds no image ${reference}.`,
          `It holds ${held === "" ? "images without a tag" : held}.`,
        );
  }
  if (second === undefined) return first;
  throw archiveError(
    "image-archive-ambiguous",
    `The archive holds ${fits.length} images.`,
    fits.map((image) => tagsOf(image)[0] ?? "(no tag)").join(", "),
  );
}

function sameReference(a: string, b: string): boolean {
  const full = (reference: string): string => {
    const tagged = /:[^/:]+$/.test(reference) ? reference : `${reference}:latest`;
    return tagged.replace(/^(?:docker\.io\/|localhost\/)(?:library\/)?/, "");
  };
  return full(a) === full(b);
}

function named(index: TarIndex, name: string): Blob {
  const member = name === "" ? null : index.file(name);
  if (member === null)
    throw archiveError(
      "image-archive-truncated",
      "A part of the image is missing in the archive.",
      name === "" ? "The manifest names no configuration." : name,
    );
  // Blobs are named by their digest; docker's older `ID/layer.tar` and podman's `DIFFID.tar` are checked against the configuration.
  const hex = /^(?:blobs\/sha256\/([0-9a-f]{64})|([0-9a-f]{64})\.json)$/.exec(name);
  const digest = hex?.[1] ?? hex?.[2];
  return { member, digest: digest === undefined ? null : `sha256:${digest}` };
}

async function fromOci(
  source: ByteSource,
  index: TarIndex,
  root: unknown,
  choice: Choice,
  limits: ArchiveLimits,
): Promise<ImageParts> {
  let descriptors = list(object(root)?.["manifests"], "index.json manifests").map(descriptor);
  const tags: string[] = [];
  // An index may hold indexes (image -> platforms); a handful of levels is more than anyone writes.
  for (let depth = 0; depth < 4; depth += 1) {
    const chosen = chooseDescriptor(descriptors, choice, depth === 0);
    tags.push(...[chosen.name].filter((name) => name !== ""));
    const blob = blobOf(index, chosen.digest);
    const { value, bytes } = await readJson(source, blob.member, limits);
    verifyDigest(bytes, chosen.digest, blob.member.entry.path);
    const document = object(value) ?? {};
    if (document["manifests"] !== undefined) {
      descriptors = list(document["manifests"], "manifests").map(descriptor);
      continue;
    }
    const layers = list(document["layers"], "layers").map(descriptor);
    return {
      format: "oci",
      tags,
      manifestDigest: chosen.digest,
      config: blobOf(index, descriptor(document["config"]).digest),
      layers: layers.map((layer) => blobOf(index, layer.digest)),
    };
  }
  throw archiveError(
    "image-archive-malformed",
    "The indexes of the archive lead nowhere.",
    "More than four inside one another.",
  );
}

interface Descriptor {
  readonly digest: string;
  readonly name: string;
  readonly platform: string;
  readonly attestation: boolean;
}

function descriptor(value: unknown): Descriptor {
  const item = object(value) ?? {};
  const annotations = textMap(item["annotations"]);
  const platform = object(item["platform"]) ?? {};
  const digest = string(item["digest"]);
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) {
    throw archiveError(
      "image-archive-malformed",
      "A descriptor of the archive has no sha256 digest.",
      digest.slice(0, 80),
    );
  }
  return {
    digest,
    name: annotations["io.containerd.image.name"] ?? annotations["org.opencontainers.image.ref.name"] ?? "",
    platform: [string(platform["os"]), string(platform["architecture"])].filter((part) => part !== "").join("/"),
    attestation: annotations["vnd.docker.reference.type"] === "attestation-manifest",
  };
}

function chooseDescriptor(all: readonly Descriptor[], choice: Choice, byName: boolean): Descriptor {
  const { reference, platform } = choice;
  let fits = all.filter((item) => !item.attestation);
  if (fits.length === 0)
    throw archiveError("not-an-image-archive", "The archive holds no image.", "Its index is an empty list.");
  if (byName && reference !== undefined && fits.length > 1)
    fits = fits.filter((item) => sameReference(item.name, reference) || reference.endsWith(`:${item.name}`));
  if (platform !== undefined && fits.length > 1) fits = fits.filter((item) => item.platform === platform);
  const [first, second] = fits;
  if (first !== undefined && (second === undefined || fits.every((item) => item.digest === first.digest))) return first;
  const held = all
    .map((item) => [item.name, item.platform].filter((part) => part !== "").join(" ") || item.digest)
    .join(", ");
  throw archiveError("image-archive-ambiguous", "The archive holds several images.", `It holds ${held}.`);
}

function blobOf(index: TarIndex, digest: string): Blob {
  const path = `blobs/${digest.replace(":", "/")}`;
  const member = index.file(path);
  if (member === null)
    throw archiveError("image-archive-truncated", "A part of the image is missing in the archive.", path);
  return { member, digest };
}

/** @throws SeaworthyError image-archive-digest-mismatch */
export function verifyDigest(bytes: Uint8Array, digest: string, path: string): void {
  refuseMismatch(`sha256:${createHash("sha256").update(bytes).digest("hex")}`, digest, path);
}

/** @throws SeaworthyError image-archive-digest-mismatch */
export function refuseMismatch(actual: string, stated: string, path: string): void {
  if (actual === stated) return;
  throw archiveError(
    "image-archive-digest-mismatch",
    `${path} is not what the image says it is.`,
    `Stated ${stated}, found ${actual}.`,
  );
}
