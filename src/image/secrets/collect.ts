import type { ContentSink, FinalView, ImageConfig, ImageLayer, TarEntry } from "../../formats/image-archive/index.ts";
import type { Collector } from "../collector.ts";
import { FileScan } from "./file-scan.ts";
import { scanDeclared, type TextSecret, worthScanning } from "./scan-text.ts";

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

/** A file that is nothing but tokens tells no more after so many. */
const mostOfOneFile = 100;

/** Looks through every byte of every layer. */
export class SecretCollector implements Collector {
  private readonly found = new Map<string, Found>();
  /** The file that passes. */
  private readonly file = { path: "", layer: 0, ordinal: 0 };
  private left = 0;
  private scan: FileScan | null = null;

  visit(layer: ImageLayer, entry: TarEntry, ordinal: number): ContentSink | null {
    if (entry.type !== "file" || entry.size === 0 || !worthScanning(entry.path)) return null;
    this.file.path = entry.path;
    this.file.layer = layer.index;
    this.file.ordinal = ordinal;
    this.left = mostOfOneFile;
    return (this.scan ??= new FileScan(this.add)).begin(entry);
  }

  private readonly add = (secrets: readonly TextSecret[], base: number): void => {
    for (const secret of secrets) {
      if (this.left === 0) return;
      const at = base + secret.at;
      const key = `${this.file.layer} ${this.file.ordinal} ${secret.rule} ${at}`;
      if (!this.found.has(key)) this.left -= 1;
      this.found.set(key, { secret: { ...secret, at }, ...this.file });
    }
  };

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
