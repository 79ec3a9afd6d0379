import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

/** What a test writes into a tar file. `size` may lie about the content; `pax` and `gnu` precede the entry. */
export interface Written {
  readonly name: string;
  readonly content?: string | Uint8Array;
  readonly flag?: string;
  readonly linkname?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly size?: number;
  readonly pax?: Readonly<Record<string, string>>;
  readonly longName?: string;
  readonly paxFirst?: boolean;
  readonly magic?: "ustar" | "gnu";
  readonly prefix?: string;
}

const bytes = (text: string): Buffer => Buffer.from(text, "utf8");

/** One header block with a right checksum. */
export function header(entry: Written, size: number): Buffer {
  const block = Buffer.alloc(512);
  const octal = (value: number, at: number, length: number): void =>
    void block.write(value.toString(8).padStart(length - 1, "0"), at, "latin1");
  block.write(entry.name, 0, 100, "utf8");
  octal(entry.mode ?? 0o644, 100, 8);
  octal(entry.uid ?? 0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  block.write(entry.flag ?? "0", 156, "latin1");
  block.write(entry.linkname ?? "", 157, 100, "utf8");
  block.write(entry.magic === "gnu" ? "ustar  \0" : "ustar\x0000", 257, "latin1");
  block.write(entry.prefix ?? "", 345, 155, "utf8");
  return withChecksum(block);
}

export function withChecksum(block: Buffer): Buffer {
  block.fill(" ", 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}

function padded(content: Uint8Array): Buffer {
  return Buffer.concat([content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

export function paxRecord(key: string, value: string): string {
  const body = ` ${key}=${value}\n`;
  let length = bytes(body).length + 1;
  while (`${length}`.length + bytes(body).length !== length) length = `${length}`.length + bytes(body).length;
  return `${length}${body}`;
}

/** A tar file with its two closing blocks. */
export function tar(entries: readonly Written[], options: { readonly open?: boolean } = {}): Buffer {
  const parts: Buffer[] = [];
  for (const entry of entries) {
    const content = typeof entry.content === "string" ? bytes(entry.content) : (entry.content ?? new Uint8Array());
    const pax =
      entry.pax === undefined
        ? []
        : [
            extended(
              "x",
              bytes(
                Object.entries(entry.pax)
                  .map(([k, v]) => paxRecord(k, v))
                  .join(""),
              ),
            ),
          ];
    const long = entry.longName === undefined ? [] : [extended("L", bytes(`${entry.longName}\0`))];
    parts.push(...(entry.paxFirst === false ? [...long, ...pax] : [...pax, ...long]));
    parts.push(header(entry, entry.size ?? content.length), padded(content));
  }
  if (options.open !== true) parts.push(Buffer.alloc(1024));
  return Buffer.concat(parts);
}

function extended(flag: string, content: Buffer): Buffer {
  return Buffer.concat([header({ name: "extended", flag }, content.length), padded(content)]);
}

export function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

export interface WrittenImage {
  readonly layers: readonly (readonly Written[])[];
  readonly config?: Readonly<Record<string, unknown>>;
  readonly history?: readonly { readonly created_by: string; readonly empty_layer?: boolean }[];
  readonly tags?: readonly string[];
  readonly env?: readonly string[];
}

interface Blobs {
  readonly config: Buffer;
  readonly layers: readonly Buffer[];
}

function blobs(image: WrittenImage): Blobs {
  const layers = image.layers.map((entries) => tar(entries));
  const config = {
    architecture: "amd64",
    os: "linux",
    config: { ...image.config },
    rootfs: { type: "layers", diff_ids: layers.map((layer) => `sha256:${sha256(layer)}`) },
    history: image.history ?? layers.map((_, at) => ({ created_by: `COPY ${at} / # buildkit` })),
  };
  return { config: bytes(JSON.stringify(config)), layers };
}

/** An image as `docker save` 20.10 writes it. `damage` may change the layers after their digests were taken. */
export function dockerArchive(image: WrittenImage, damage: (layer: Buffer) => Uint8Array = (layer) => layer): Buffer {
  const { config, layers } = blobs(image);
  const name = `${sha256(config)}.json`;
  const manifest = [
    { Config: name, RepoTags: image.tags ?? ["app:latest"], Layers: layers.map((_, at) => `layer${at}/layer.tar`) },
  ];
  return tar([
    { name, content: config },
    ...layers.map((layer, at): Written => ({ name: `layer${at}/layer.tar`, content: damage(layer) })),
    { name: "manifest.json", content: JSON.stringify(manifest) },
  ]);
}

/** An image as an OCI layout in a tar, its layers packed by `pack` (gzip where absent). */
export function ociArchive(
  image: WrittenImage,
  pack: (layer: Buffer) => Uint8Array = (layer) => gzipSync(layer),
): Buffer {
  const { config, layers } = blobs(image);
  const packed = layers.map((layer) => pack(layer));
  const blob = (content: Uint8Array): Written => ({ name: `blobs/sha256/${sha256(content)}`, content });
  const described = (content: Uint8Array): Readonly<Record<string, unknown>> => ({
    digest: `sha256:${sha256(content)}`,
    size: content.length,
  });
  const manifest = bytes(
    JSON.stringify({ schemaVersion: 2, config: described(config), layers: packed.map(described) }),
  );
  const named = {
    ...described(manifest),
    annotations: { "org.opencontainers.image.ref.name": image.tags?.[0] ?? "app:latest" },
  };
  return tar([
    { name: "oci-layout", content: `{"imageLayoutVersion":"1.0.0"}` },
    { name: "index.json", content: JSON.stringify({ schemaVersion: 2, manifests: [named] }) },
    blob(manifest),
    blob(config),
    ...packed.map(blob),
  ]);
}
