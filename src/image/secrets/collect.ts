import type { ContentSink, FinalView, ImageConfig, ImageLayer, TarEntry } from "../../formats/image-archive/index.ts";
import type { Collector } from "../collector.ts";
import { LiteralSearch } from "./literal-search.ts";
import {
  anchorsIn,
  hasAssignments,
  longestMatch,
  type Place,
  placeOf,
  scanAssignments,
  scanDeclared,
  scanTokens,
  type TextSecret,
  worthScanning,
} from "./scan-text.ts";

/** A secret that an image carries. The value is redacted. */
export interface ImageSecret {
  readonly rule: string;
  readonly title: string;
  readonly value: string;
  /** `env NAME`, `label NAME`, `history`, or a path relative to the image's root. */
  readonly where: string;
  /** Index of the layer, or null for the configuration. */
  readonly layer: number | null;
  /** True for a file that a later layer deleted or overwrote: the layer still carries it. */
  readonly deleted: boolean;
}

interface Found {
  readonly secret: TextSecret;
  readonly path: string;
  readonly layer: number;
  readonly ordinal: number;
}

const largestText = 1024 * 1024;
const mostAtOnce = 128 * 1024;
/** A file that is nothing but tokens tells no more after so many. */
const mostOfOneFile = 100;

/** Looks through every byte of every layer, in pieces that overlap by the longest match. */
export class SecretCollector implements Collector {
  private readonly found = new Map<string, Found>();
  private inLibraries: LiteralSearch | null = null;
  private elsewhere: LiteralSearch | null = null;

  visit(layer: ImageLayer, entry: TarEntry, ordinal: number): ContentSink | null {
    if (entry.type !== "file" || entry.size === 0 || !worthScanning(entry.path)) return null;
    let left = mostOfOneFile;
    const add = (secrets: readonly TextSecret[], base: number): void => {
      for (const secret of secrets) {
        if (left === 0) return;
        const at = base + secret.at;
        const key = `${layer.index} ${ordinal} ${secret.rule} ${at}`;
        if (!this.found.has(key)) left -= 1;
        this.found.set(key, { secret: { ...secret, at }, path: entry.path, layer: layer.index, ordinal });
      }
    };
    const place = placeOf(entry.path);
    const search = this.searchFor(place);
    const { bytes: buffer } = search;
    let kept = 0;
    let base = 0;
    const whole: string[] | null = entry.size <= largestText && hasAssignments(entry.path) ? [] : null;
    return {
      chunk(bytes) {
        whole?.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1"));
        for (let at = 0; at < bytes.length; at += mostAtOnce) {
          const piece = bytes.length <= mostAtOnce ? bytes : bytes.subarray(at, at + mostAtOnce);
          buffer.set(piece, kept);
          const length = kept + piece.length;
          const next = (from: number): number => search.next(from, length);
          const slice = (from: number, to: number): string => buffer.toString("latin1", from, Math.min(to, length));
          add(scanTokens({ next, slice }, place), base);
          kept = Math.min(longestMatch, length);
          buffer.copyWithin(0, length - kept, length);
          base += length - kept;
        }
      },
      end() {
        if (whole !== null) add(scanAssignments(whole.join(""), entry.path), 0);
      },
    };
  }

  /** Installed software is full of what is looked for elsewhere. One file is read at a time, so two searches are enough. */
  private searchFor({ library }: Place): LiteralSearch {
    const known = library ? this.inLibraries : this.elsewhere;
    if (known !== null) return known;
    const search = new LiteralSearch(anchorsIn({ library }), longestMatch + mostAtOnce);
    if (library) this.inLibraries = search;
    else this.elsewhere = search;
    return search;
  }

  /** All secrets: of the configuration first, then by layer and path. */
  secrets(config: ImageConfig, view: FinalView): readonly ImageSecret[] {
    const inFiles = [...this.found.values()].map(({ secret, path, layer, ordinal }): ImageSecret => {
      const content = view.get(path)?.content;
      const deleted = content?.layer !== layer || content.ordinal !== ordinal;
      return { rule: secret.rule, title: secret.title, value: secret.value, where: path, layer, deleted };
    });
    return [...declaredSecrets(config), ...inFiles];
  }
}

/** Secrets in environment, labels, history and commands. */
export function declaredSecrets(config: ImageConfig): readonly ImageSecret[] {
  const places: (readonly [string, string])[] = [
    ...config.env.map((line) => [`env ${line.split("=", 1)[0] ?? ""}`, line] as const),
    ...Object.entries(config.labels).map(
      ([name, value]) => [`label ${name}`, `${name.replaceAll(/[.-]/g, "_")}=${value}`] as const,
    ),
    ...config.history.map((row) => ["history", row.createdBy] as const),
    ["command", [...(config.entrypoint ?? []), ...(config.cmd ?? [])].join(" ")] as const,
    ["healthcheck", (config.healthcheck?.test ?? []).join(" ")] as const,
  ];
  return places.flatMap(([where, text]) =>
    scanDeclared(text).map(({ rule, title, value }): ImageSecret => ({
      rule,
      title,
      value,
      where,
      layer: null,
      deleted: false,
    })),
  );
}
