import type { ContentSink, ImageLayer, TarEntry } from "../formats/image-archive/index.ts";
import type { Collector } from "./collector.ts";

/** A certificate that should not be in the image, and the file that holds it. */
export interface CertificateFound {
  /** First characters of its base64 body. */
  readonly certificate: string;
  readonly path: string;
  readonly layer: number;
}

interface Needle {
  readonly certificate: string;
  readonly bytes: Buffer;
}

/** The base64 bodies of the certificates in PEM texts. */
export function certificateBodies(pem: string): readonly string[] {
  const blocks = pem.matchAll(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END/g);
  return [...blocks].map((match) => (match[1] ?? "").replaceAll(/\s+/g, "")).filter((body) => body.length >= 128);
}

/**
 * Looks for given certificates in every file of every layer, as PEM and as DER. The first 48 bytes of a certificate hold
 * its serial number; as base64 they stand on one line, however the lines are wrapped.
 * @param bodies as {@link certificateBodies} answers them
 */
export class CertificateCollector implements Collector {
  private readonly hits: CertificateFound[] = [];
  private readonly needles: readonly Needle[];

  constructor(bodies: readonly string[]) {
    this.needles = bodies.flatMap((body) => {
      const certificate = `${body.slice(0, 64)}…`;
      return [Buffer.from(body.slice(0, 64), "latin1"), Buffer.from(body.slice(0, 64), "base64")].map((bytes) => ({
        certificate,
        bytes,
      }));
    });
  }

  /** What was found, without the certificates that the image's distribution ships itself: everybody has those. */
  get found(): readonly CertificateFound[] {
    const shipped = new Set(
      this.hits.filter((hit) => hit.path.startsWith("usr/share/ca-certificates/")).map((hit) => hit.certificate),
    );
    return this.hits.filter((hit) => !shipped.has(hit.certificate));
  }

  visit(layer: ImageLayer, entry: TarEntry): ContentSink | null {
    if (entry.type !== "file" || entry.size < 64 || this.needles.length === 0) return null;
    const left = new Set(this.needles);
    let tail = Buffer.alloc(0);
    return {
      chunk: (bytes) => {
        const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        const text = tail.length === 0 ? piece : Buffer.concat([tail, piece]);
        for (const needle of left) {
          if (!text.includes(needle.bytes)) continue;
          left.delete(needle);
          this.hits.push({ certificate: needle.certificate, path: entry.path, layer: layer.index });
        }
        // A copy: the bytes are only lent.
        tail = Buffer.from(text.subarray(Math.max(0, text.length - 63)));
      },
      end: () => {},
    };
  }
}
