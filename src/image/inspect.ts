import {
  collect,
  type FinalView,
  type ImageArchive,
  type ImageLayer,
  type TarEntry,
} from "../formats/image-archive/index.ts";
import { CertificateCollector, type CertificateFound } from "./certificates.ts";
import { type Collector, tee } from "./collector.ts";
import { type LayerRow, LayerTable } from "./layer-table.ts";
import { PackageCollector } from "./packages/collect.ts";
import type { ImagePackage } from "./packages/package.ts";
import { type ImageSecret, SecretCollector } from "./secrets/collect.ts";
import { type EffectiveUser, effectiveUser } from "./user.ts";

/** What one pass over an image's layers tells. */
export interface Inspection {
  readonly layers: readonly LayerRow[];
  readonly bytes: number;
  readonly wastedBytes: number;
  readonly user: EffectiveUser;
  readonly packages: readonly ImagePackage[];
  readonly secrets: readonly ImageSecret[];
  readonly certificates: readonly CertificateFound[];
  readonly view: FinalView;
}

export interface InspectOptions {
  /** Bodies of certificates that must not be found; see certificateBodies. */
  readonly certificates?: readonly string[];
  /** False leaves out the search for secrets, the slowest part. */
  readonly secrets?: boolean;
}

/** Reads every layer once, digests verified. @throws SeaworthyError as openImage does */
export async function inspectImage(image: ImageArchive, options: InspectOptions = {}): Promise<Inspection> {
  const table = new LayerTable();
  const packages = new PackageCollector();
  const secrets = new SecretCollector();
  const certificates = new CertificateCollector(options.certificates ?? []);
  const accounts = new AccountFiles();
  const collectors: readonly Collector[] = [
    table,
    packages,
    accounts,
    certificates,
    ...(options.secrets === false ? [] : [secrets]),
  ];
  const { view } = await image.scan((layer, entry, ordinal) =>
    tee(collectors.map((one) => one.visit(layer, entry, ordinal))),
  );
  const layers = table.rows(image.layers, view);
  return {
    layers,
    bytes: layers.reduce((sum, row) => sum + row.size, 0),
    wastedBytes: layers.reduce((sum, row) => sum + row.wastedBytes, 0),
    user: effectiveUser(image.config.user, accounts.text("etc/passwd", view), accounts.text("etc/group", view)),
    packages: packages.packages(view),
    secrets: options.secrets === false ? [] : secrets.secrets(image.config, view),
    certificates: certificates.found,
    view,
  };
}

/** Keeps /etc/passwd and /etc/group of each layer; the last one counts. */
class AccountFiles implements Collector {
  private readonly texts = new Map<string, string>();

  visit(layer: ImageLayer, entry: TarEntry, ordinal: number): ReturnType<Collector["visit"]> {
    if (entry.type !== "file" || (entry.path !== "etc/passwd" && entry.path !== "etc/group")) return null;
    return collect(4 * 1024 * 1024, (bytes) =>
      this.texts.set(`${layer.index} ${ordinal}`, new TextDecoder("utf-8").decode(bytes)),
    );
  }

  text(path: string, view: FinalView): string {
    const content = view.get(path)?.content;
    return content === null || content === undefined
      ? ""
      : (this.texts.get(`${content.layer} ${content.ordinal}`) ?? "");
  }
}
