import type { ContentSink, FinalView, ImageConfig, ImageLayer, TarEntry } from "../../formats/image-archive/index.ts";
import type { Collector } from "../collector.ts";
import {
  longestMatch,
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
/** A file that is nothing but tokens tells no more after so many. */
const mostOfOneFile = 100;

/** Looks through every byte of every layer, in pieces that overlap by the longest match. */
export class SecretCollector implements Collector {
  private readonly found = new Map<string, Found>();

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
    let tail = "";
    let base = 0;
    const whole: string[] | null = entry.size <= largestText ? [] : null;
    return {
      chunk(bytes) {
        const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
        whole?.push(piece);
        const text = tail === "" ? piece : tail + piece;
        add(scanTokens(text, entry.path), base);
        tail = text.slice(-longestMatch);
        base += text.length - tail.length;
      },
      end() {
        if (whole !== null) add(scanAssignments(whole.join(""), entry.path), 0);
      },
    };
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
